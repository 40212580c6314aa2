package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions that worked on a subject. A backend may outlive the worker that opened it; its
 * successor knows it by pid, backend_start and application_name, and by nothing less.
 */
public final class Sessions {
  private static final String ALIVE =
      " FROM soakgate.session s JOIN pg_stat_activity a ON a.pid = s.pid"
          + " AND a.backend_start = s.backend_start AND a.application_name = s.application"
          + " WHERE s.deployment = ? AND s.subject = ? AND s.pid <> pg_backend_pid()";

  private Sessions() {}

  /**
   * A session that is still there.
   *
   * @param pid its backend
   * @param age since when it has been running its transaction or statement
   * @param query the beginning of what it runs, at most 120 characters, without literals
   */
  public record Alive(int pid, Duration age, String query) {

    /** The session in words. */
    public String words() {
      return "pid " + pid + " (" + age.toSeconds() + " s): " + query;
    }
  }

  /**
   * Registers the connection's own session before it works.
   *
   * @throws Fenced when a later ask has taken over
   */
  public static void register(Connection connection, Ask ask, long token) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Fences.check(connection, ask, token);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO soakgate.session SELECT ?, ?, pid, backend_start, application_name"
                  + " FROM pg_stat_activity WHERE pid = pg_backend_pid()"
                  // A pooler gives the backend of an earlier session again.
                  + " ON CONFLICT (deployment, subject, pid, backend_start)"
                  + " DO UPDATE SET application = excluded.application")) {
        insert.setString(1, ask.deployment());
        insert.setString(2, ask.subject());
        insert.executeUpdate();
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Other sessions of the subject that are still there. */
  public static List<Alive> others(Connection connection, Ask ask) throws SQLException {
    return list(
        connection,
        ask,
        "SELECT a.pid, coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0),"
            + " left(a.query, 1000)"
            + ALIVE);
  }

  /**
   * Ends the other sessions of the subject.
   *
   * @return how many there were
   */
  public static int end(Connection connection, Ask ask) throws SQLException {
    // In the select list, never in WHERE: there it could be asked of backends that do not match.
    return list(connection, ask, "SELECT a.pid, 0, pg_terminate_backend(a.pid)::text" + ALIVE)
        .size();
  }

  /**
   * Forgets registered sessions that are gone, of every subject.
   *
   * @return how many there were
   */
  public static int forget(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM soakgate.session s WHERE NOT EXISTS (SELECT FROM pg_stat_activity a"
                + " WHERE a.pid = s.pid AND coalesce(a.backend_start, s.backend_start)"
                + " = s.backend_start)")) {
      return delete.executeUpdate();
    }
  }

  private static List<Alive> list(Connection connection, Ask ask, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, ask.deployment());
      select.setString(2, ask.subject());
      List<Alive> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Duration age = Duration.ofMillis(Math.round(row.getDouble(2) * 1000));
          found.add(new Alive(row.getInt(1), age, Masked.sql(row.getString(3))));
        }
      }
      return found;
    }
  }
}
