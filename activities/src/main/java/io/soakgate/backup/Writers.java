package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Those who write to tables that are about to be replaced.
 *
 * @param session in whose transaction the tables are locked; readers are let in
 */
record Writers(Connection session, Target target, String application, Pulse pulse) {
  private static final String NOT_AVAILABLE = "55P03";
  private static final int LAST_TRY_MILLIS = 2000;

  private static final String BLOCKING =
      """
      SELECT DISTINCT a.pid, pg_catalog.format('%s (%s, pid %s)',
        coalesce(nullif(a.application_name, ''), a.backend_type), a.usename, a.pid)
      FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'relation' AND l.granted AND a.datname = pg_catalog.current_database()
        AND l.mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareRowExclusiveLock',
                       'ExclusiveLock', 'AccessExclusiveLock')
        AND l.pid NOT IN (pg_catalog.pg_backend_pid(), {ours})
        AND l.relation IN ({tables})
      """;

  /**
   * Locks the tables against writing: waits for those who write, and then ends their sessions.
   *
   * @param patience how long they have to come to their end
   * @throws SQLException 55P03, naming who could not be ended
   */
  void keepOut(List<String> tables, Duration patience) throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    String lock = "LOCK TABLE " + String.join(", ", tables) + " IN SHARE MODE";
    if (tried(lock, Math.max(1, patience.toMillis()))) {
      return;
    }
    String left = end(tables);
    if (!tried(lock, LAST_TRY_MILLIS)) {
      throw new SQLException(
          "others write to what is to be replaced: %s; end them, everything is as it was"
              .formatted(left.isEmpty() ? "they come and go" : left),
          NOT_AVAILABLE);
    }
    execute("SET LOCAL lock_timeout = 0");
  }

  private boolean tried(String lock, long millis) throws SQLException {
    Savepoint before = session.setSavepoint();
    execute("SET LOCAL lock_timeout = " + millis);
    try {
      execute(lock);
      return true;
    } catch (SQLException e) {
      if (!NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      session.rollback(before);
      return false;
    }
  }

  // From a second session: this one's locks are not to be waited for.
  private String end(List<String> tables) throws SQLException {
    StringJoiner words = new StringJoiner(", ");
    try (Connection other = target.connect(application);
        Statement statement = other.createStatement()) {
      for (Writer writer : blocking(statement, tables)) {
        pulse.progress("ends " + writer.words());
        words.add(writer.words());
        end(statement, writer.pid());
      }
    }
    return words.toString();
  }

  private record Writer(int pid, String words) {}

  private List<Writer> blocking(Statement statement, List<String> tables) throws SQLException {
    StringJoiner oids = new StringJoiner(", ");
    tables.forEach(t -> oids.add("'" + t.replace("'", "''") + "'::regclass"));
    String sql =
        BLOCKING.replace("{ours}", String.valueOf(backend())).replace("{tables}", oids.toString());
    List<Writer> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(new Writer(rows.getInt(1), rows.getString(2)));
      }
    }
    return all;
  }

  private int backend() throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void end(Statement statement, int pid) {
    try {
      statement.execute("SELECT pg_catalog.pg_terminate_backend(" + pid + ")");
    } catch (SQLException e) {
      // It is named when the lock cannot be had.
      return;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
