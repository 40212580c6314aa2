package io.soakgate.readonly;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions that write although the database is read-only: PostgreSQL lets each say {@code SET
 * default_transaction_read_only = off}. Whoever has written in its transaction has a transaction
 * id, which everybody may see in {@code pg_locks}; what began and ended between two looks is not
 * seen.
 */
public final class Writers {
  private static final int MOST = 10;
  private static final String LIST =
      """
      SELECT DISTINCT a.pid, a.usename, coalesce(a.application_name, '')
      FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
      WHERE a.datname = ? AND l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock'
        AND l.granted AND a.pid <> pg_backend_pid() AND a.usesysid IS NOT NULL
        AND coalesce(a.backend_type, 'client backend') = 'client backend'
        AND NOT (a.usename = session_user AND a.application_name LIKE 'soakgate/%')
      ORDER BY a.pid LIMIT ?
      """;

  private Writers() {}

  /** Those of others that are writing in that database now, in words; at most 10. */
  public static List<String> in(Connection session, String database) throws SQLException {
    try (PreparedStatement select = session.prepareStatement(LIST)) {
      select.setString(1, database);
      select.setInt(2, MOST);
      List<String> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String application = row.getString(3).isBlank() ? "" : " (" + row.getString(3) + ")";
          all.add("pid " + row.getInt(1) + " of " + row.getString(2) + application);
        }
      }
      return all;
    }
  }
}
