package io.soakgate.fingerprint;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A session that sees one snapshot, with the settings that values and expressions are written by;
 * closing ends its transaction and leaves the session's own settings as they were.
 *
 * @param end what ends it
 */
record Sight(Statement statement, String end) implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of(
          // Rows that row level security hides are an error, never a smaller table.
          "row_security = off",
          "search_path = ''",
          "timezone = 'UTC'",
          "datestyle = 'ISO, YMD'",
          "intervalstyle = 'postgres'",
          "extra_float_digits = 1",
          "bytea_output = 'hex'",
          "xmloption = 'content'",
          "lc_monetary = 'C'",
          "quote_all_identifiers = off",
          // One table may take longer than what a login is usually given, and others wait for it.
          "statement_timeout = 0",
          "idle_in_transaction_session_timeout = 0");

  /** Of the database as it is now. */
  static Sight now(Connection session) throws SQLException {
    return begun(session, null);
  }

  /**
   * Of a snapshot that another session of this database exported and still holds.
   *
   * @param snapshot what {@code pg_export_snapshot()} answered there
   */
  static Sight of(Connection session, String snapshot) throws SQLException {
    if (!snapshot.matches("[0-9A-Fa-f-]+")) {
      throw new IllegalArgumentException("not the name of a snapshot: " + snapshot);
    }
    return begun(session, snapshot);
  }

  /** In the session's own transaction, which goes on afterwards; it sees what that one did. */
  static Sight within(Connection session) throws SQLException {
    return begun(session, "ROLLBACK TO SAVEPOINT soakgate_sight", "SAVEPOINT soakgate_sight");
  }

  private static Sight begun(Connection session, String snapshot) throws SQLException {
    String begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    return snapshot == null
        ? begun(session, "ROLLBACK", begin)
        : begun(session, "ROLLBACK", begin, "SET TRANSACTION SNAPSHOT '" + snapshot + "'");
  }

  private static Sight begun(Connection session, String end, String... begin) throws SQLException {
    Statement statement = session.createStatement();
    Sight sight = new Sight(statement, end);
    try {
      for (String sql : begin) {
        statement.execute(sql);
      }
      statement.execute("SET LOCAL " + String.join("; SET LOCAL ", SETTINGS));
      return sight;
    } catch (SQLException e) {
      sight.close();
      throw e;
    }
  }

  /** The snapshot for other sessions; null on a standby, which exports none. */
  String export() throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
      row.next();
      if (row.getBoolean(1)) {
        return null;
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    try (statement) {
      statement.execute(end);
    }
  }
}
