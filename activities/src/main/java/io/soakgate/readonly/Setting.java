package io.soakgate.readonly;

import io.soakgate.readonly.Kept.Had;
import io.soakgate.readonly.Kept.RoleHad;
import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code default_transaction_read_only} of a database and of roles in it, in a transaction of
 * whoever asks. PostgreSQL prefers a role's setting in the database to the role's own, and that to
 * the database's; so a role that has it off is switched by itself.
 */
final class Setting {
  private static final String NAME = "default_transaction_read_only";
  private static final String VALUE =
      "(SELECT substr(c, strpos(c, '=') + 1) FROM unnest(s.setconfig) c WHERE c LIKE '"
          + NAME
          + "=%')";
  private static final String OF_DATABASE =
      "SELECT "
          + VALUE
          + " FROM pg_db_role_setting s WHERE s.setdatabase = ?::bigint::oid"
          + " AND s.setrole = ?::bigint::oid";
  // The last word on a login is the role's in the database, else the role's own.
  private static final String WRITERS =
      "SELECT r.oid::bigint, r.rolname, here.v FROM pg_roles r"
          + " LEFT JOIN (SELECT s.setrole, "
          + VALUE
          + " AS v FROM pg_db_role_setting s WHERE s.setdatabase = ?::bigint::oid) here"
          + " ON here.setrole = r.oid LEFT JOIN (SELECT s.setrole, "
          + VALUE
          + " AS v FROM pg_db_role_setting s WHERE s.setdatabase = 0) everywhere"
          + " ON everywhere.setrole = r.oid WHERE NOT coalesce(here.v, everywhere.v)::bool"
          + " ORDER BY r.rolname";
  private static final String DENIED = "42501";

  private Setting() {}

  /** The name of the database of that oid, if it is still there. */
  static Optional<String> name(Connection home, long oid) throws SQLException {
    return text(home, "SELECT datname FROM pg_database WHERE oid = ?::bigint::oid", oid);
  }

  /** Whether it is on for the database itself. */
  static boolean on(Connection home, long database) throws SQLException {
    return isOn(value(home, database, 0));
  }

  /**
   * Switches it on.
   *
   * @param notes takes what cannot be switched
   * @return what was set before
   */
  static Had switchOn(Connection home, long oid, String database, List<String> notes)
      throws SQLException {
    String had = value(home, oid, 0);
    run(home, "ALTER DATABASE " + Quoted.identifier(database) + " SET " + NAME + " TO on");
    List<RoleHad> roles = new ArrayList<>();
    for (Writer writer : writers(home, oid)) {
      if (switchedOn(home, writer.name(), database)) {
        roles.add(new RoleHad(writer.role(), writer.value()));
      } else {
        notes.add(
            "role "
                + writer.name()
                + " has "
                + NAME
                + " off, and this login may not change that: it can write all the same");
      }
    }
    return new Had(had, List.copyOf(roles));
  }

  private record Writer(long role, String name, String value) {}

  private static List<Writer> writers(Connection home, long oid) throws SQLException {
    try (PreparedStatement select = home.prepareStatement(WRITERS)) {
      select.setLong(1, oid);
      List<Writer> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(new Writer(row.getLong(1), row.getString(2), row.getString(3)));
        }
      }
      return all;
    }
  }

  private static boolean switchedOn(Connection home, String role, String database)
      throws SQLException {
    Savepoint before = home.setSavepoint();
    try {
      run(home, alter(role, database) + " SET " + NAME + " TO on");
      return true;
    } catch (SQLException e) {
      home.rollback(before);
      if (DENIED.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Puts back what was set before; what somebody else has changed meanwhile is left as it is.
   *
   * @param notes takes what was left
   */
  static void putBack(Connection home, long oid, Had had, List<String> notes) throws SQLException {
    String database = name(home, oid).orElse(null);
    if (database == null) {
      notes.add("the database it was switched on for is gone");
      return;
    }
    if (on(home, oid)) {
      run(home, "ALTER DATABASE " + Quoted.identifier(database) + to(had.database()));
    } else {
      notes.add("somebody else had switched it off for database " + database + " already");
    }
    for (RoleHad role : had.roles()) {
      String name =
          text(home, "SELECT rolname FROM pg_roles WHERE oid = ?::bigint::oid", role.role())
              .orElse(null);
      if (name != null && isOn(value(home, oid, role.role()))) {
        run(home, alter(name, database) + to(role.value()));
      }
    }
  }

  private static String alter(String role, String database) {
    return "ALTER ROLE " + Quoted.identifier(role) + " IN DATABASE " + Quoted.identifier(database);
  }

  private static String to(String value) {
    return value == null ? " RESET " + NAME : " SET " + NAME + " TO " + Quoted.literal(value);
  }

  private static String value(Connection home, long database, long role) throws SQLException {
    return text(home, OF_DATABASE, database, role).orElse(null);
  }

  /** As PostgreSQL reads a boolean; {@code on}, {@code true}, {@code yes}, {@code 1}, {@code t}. */
  private static boolean isOn(String value) {
    return value != null && value.matches("(?i)on|t(r(ue?)?)?|y(es?)?|1");
  }

  private static Optional<String> text(Connection home, String sql, long... parameters)
      throws SQLException {
    try (PreparedStatement select = home.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setLong(i + 1, parameters[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static void run(Connection home, String sql) throws SQLException {
    try (Statement statement = home.createStatement()) {
      statement.execute(sql);
    }
  }
}
