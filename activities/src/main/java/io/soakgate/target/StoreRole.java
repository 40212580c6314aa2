package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Who appends to the audit: a role that may read and insert and nothing else, so that not even a
 * defect of Soakgate rewrites what happened.
 */
public final class StoreRole {
  /** The role that the store's login changes into when no second login is configured. */
  public static final String NAME = "soakgate_audit";

  private static final List<String> TABLES =
      List.of("audit.store", "audit.entry", "audit.head", "audit.status");
  private static final List<String> FORBIDDEN =
      List.of("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER");

  private final Store store;
  private final Connection owner;
  private final String role;

  private StoreRole(Store store, Connection owner) {
    this.store = store;
    this.owner = owner;
    this.role = store.audit() == null ? NAME : store.audit().user();
  }

  /**
   * Makes the role where it is missing and gives it what it may.
   *
   * @throws IllegalStateException when it is missing and this login may not make it (the message is
   *     the SQL to run), or when it may do more than append
   */
  static void grant(Store store) throws SQLException {
    try (Connection owner = store.connect()) {
      owner.setAutoCommit(false);
      StoreRole role = new StoreRole(store, owner);
      // Two workers that start at once would update the same rows of the catalog.
      role.run("SELECT pg_advisory_xact_lock(hashtextextended('soakgate audit role', 0))");
      role.make();
      role.run("GRANT USAGE ON SCHEMA audit TO " + role.quoted());
      role.run("GRANT SELECT, INSERT ON audit.entry, audit.head, audit.status TO " + role.quoted());
      role.run("GRANT SELECT ON audit.store TO " + role.quoted());
      role.mayOnlyAppend();
      owner.commit();
    }
  }

  private void make() throws SQLException {
    boolean there = ask("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
    if (store.audit() != null) {
      if (!there) {
        throw missing("CREATE ROLE " + quoted() + " LOGIN PASSWORD '…'");
      }
      return;
    }
    List<String> needed = new ArrayList<>();
    if (!there) {
      needed.add("CREATE ROLE " + NAME + " NOLOGIN");
    }
    if (!there || !ask("SELECT pg_has_role(current_user, ?, 'MEMBER')", role)) {
      needed.add("GRANT " + NAME + " TO " + Quoted.identifier(store.user()));
    }
    try {
      for (String sql : needed) {
        run(sql);
      }
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      throw missing(String.join(";\n  ", needed));
    }
  }

  private IllegalStateException missing(String sql) {
    String second =
        store.audit() == null
            ? "\nor name a login that may only append: store.audit in the worker's configuration"
            : "";
    return new IllegalStateException(
        "Soakgate's own database has no role "
            + role
            + " to append to the audit with, and "
            + store.user()
            + " may not make it; ask who administers that database to run:\n  "
            + sql
            + ";"
            + second);
  }

  private void mayOnlyAppend() throws SQLException {
    List<String> more = new ArrayList<>();
    for (String table : TABLES) {
      for (String privilege : FORBIDDEN) {
        if (ask("SELECT has_table_privilege(?, ?, ?)", role, table, privilege)) {
          more.add(privilege + " on " + table);
        }
      }
    }
    if (!more.isEmpty()) {
      throw new IllegalStateException(
          "login "
              + role
              + " may do more to the audit than append: "
              + String.join(", ", more)
              + "; store.audit needs a login of its own that is no superuser and owns nothing");
    }
  }

  private boolean ask(String sql, String... values) throws SQLException {
    try (PreparedStatement select = owner.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setString(i + 1, values[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private String quoted() {
    return Quoted.identifier(role);
  }
}
