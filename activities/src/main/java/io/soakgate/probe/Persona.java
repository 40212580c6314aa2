package io.soakgate.probe;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Need;
import io.soakgate.target.Quoted;
import io.soakgate.target.Right;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody the application would be: a role, and the claims it would carry.
 *
 * @param role the database role
 * @param claims the claims as JSON; null when it carries none
 * @param setting the setting that policies read claims from
 */
record Persona(String role, String claims, String setting) {
  private static final String SETTING = "request.jwt.claims";

  // row_security_active speaks for whoever asks: it is false for a superuser, for BYPASSRLS, and
  // for the owner of a table whose row level security is not forced (T-10).
  private static final String UNBOUND =
      """
      SELECT r.rolsuper, r.rolbypassrls,
             (SELECT count(*) FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')),
             (SELECT min(oid::regclass::text) FROM pg_class
              WHERE relrowsecurity AND relkind IN ('r', 'p') AND NOT row_security_active(oid))
      FROM pg_roles r WHERE r.rolname = current_user
      """;

  /** Reads {@code as}, {@code claims} and {@code setting}; the caller asks for the rest. */
  static Persona read(Node with) {
    String role = with.required("as").map(Identifier::name).orElse(null);
    String claims = with.optional("claims").map(Persona::claims).orElse(null);
    String setting = with.optional("setting").map(Persona::setting).orElse(SETTING);
    return new Persona(role, claims, setting);
  }

  private static String claims(Node node) {
    // Asking for the keys refuses what is no mapping.
    return node.keys().isEmpty() ? null : node.json().toString();
  }

  private static String setting(Node node) {
    String name = node.text();
    if (name != null && !name.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+")) {
      node.refuse(
          name, "a setting of the application has a prefix", "write it like request.jwt.claims");
    }
    return name;
  }

  /**
   * What a login needs so that it can be tested as this role.
   *
   * @param bound whether row level security must bind the role, or the test proves nothing
   */
  List<Need> needs(boolean bound) {
    List<Need> needs = new ArrayList<>();
    if (role != null) {
      needs.add(
          new Need(
              Right.SET_ROLE, role, "a persona is tested as it", "GRANT " + role + " TO {user}"));
    }
    if (role != null && bound) {
      needs.add(
          new Need(
              Right.BE_HELD_BY_RLS,
              role,
              "a test as it would always pass",
              "test as a role that the application uses, or write `bypass: expected`"));
    }
    return needs;
  }

  /** Becomes the persona until the transaction ends. */
  void enter(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL row_security = on");
      statement.execute("SET LOCAL ROLE " + Quoted.identifier(role));
    }
    if (claims != null) {
      try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
        set.setString(1, setting);
        set.setString(2, claims);
        set.execute();
      }
    }
  }

  /**
   * Whether row level security binds whoever this session is.
   *
   * @param tables how many tables have it
   * @param why what frees the session from it; null when nothing does
   */
  record Bound(long tables, String why) {}

  /** Whether row level security binds the role that the session is at this moment. */
  static Bound bound(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(UNBOUND)) {
      row.next();
      String free = row.getString(4);
      String why =
          row.getBoolean(1)
              ? "is a superuser"
              : row.getBoolean(2)
                  ? "has BYPASSRLS"
                  : free == null ? null : "owns " + free + ", which does not force it";
      return new Bound(row.getLong(3), why);
    }
  }
}
