package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What ran in a target, statement by statement (decision 8). Every method works in the connection's
 * present transaction, so that a row and the statement it is about are committed together.
 *
 * <p>APPLY and the UNDO that takes it back are a round; an APPLY after a finished UNDO begins the
 * next one, and so finds nothing done.
 */
public final class Ledger {
  private Ledger() {}

  /**
   * One action of a subject in its round.
   *
   * @param id its row
   * @param round which round, from 1
   * @param digest SHA-256 over the statements it was begun with
   * @param finished whether its last statement is done
   */
  public record Run(long id, int round, String digest, boolean finished) {}

  /**
   * Statements that were begun or are done.
   *
   * @param first number of the first statement, from 1
   * @param last number of the last one
   * @param digest SHA-256 over them
   * @param done false while only the intent is known; true also for what a person resolved
   * @param object the object the catalog is asked about, or null
   * @param existed oid of the object of that name before the intent; 0 when there was none
   */
  public record Row(
      int first, int last, String digest, boolean done, String object, long existed) {}

  /** The present round of a subject, from 1. */
  public static int round(Connection connection, Ask ask) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(round), 1) FROM soakgate.run WHERE deployment = ? AND subject = ?")) {
      subject(select, ask);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** How many UNDOs of a round are finished, and how many are not: {@code [finished, begun]}. */
  public static int[] undos(Connection connection, Ask ask, int round) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(finished), count(*) - count(finished) FROM soakgate.run"
                + " WHERE deployment = ? AND subject = ? AND purpose = 'UNDO' AND round = ?")) {
      subject(select, ask);
      select.setInt(3, round);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new int[] {row.getInt(1), row.getInt(2)};
      }
    }
  }

  /** True when an APPLY of this round did, or may have done, anything. */
  public static boolean applied(Connection connection, Ask ask, int round) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT FROM soakgate.run r JOIN soakgate.applied a ON a.run = r.id"
                + " WHERE r.deployment = ? AND r.subject = ? AND r.purpose = 'APPLY'"
                + " AND r.round = ?)")) {
      subject(select, ask);
      select.setInt(3, round);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** The run of this action in a round, begun now when it was not. */
  public static Run run(Connection connection, Ask ask, int round, String digest, int statements)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO soakgate.run (deployment, subject, purpose, round, action, digest,"
                + " statements) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      key(insert, ask, round);
      insert.setString(6, digest);
      insert.setInt(7, statements);
      insert.executeUpdate();
    }
    return begun(connection, ask, round).orElseThrow();
  }

  /** The run of this action in a round, when it was begun. */
  public static Optional<Run> begun(Connection connection, Ask ask, int round) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, round, digest, finished IS NOT NULL FROM soakgate.run WHERE deployment = ?"
                + " AND subject = ? AND purpose = ? AND round = ? AND action = ?")) {
      key(select, ask, round);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Run(row.getLong(1), row.getInt(2), row.getString(3), row.getBoolean(4)))
            : Optional.empty();
      }
    }
  }

  /**
   * Marks everything that a deployment applied here as taken back, without an undo of its own: each
   * subject begins a new round, in which nothing was applied.
   */
  public static void takenBack(Connection connection, String deployment) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO soakgate.run (deployment, subject, purpose, round, action, digest,"
                + " statements, finished) SELECT deployment, subject, 'UNDO', max(round) + 1,"
                + " 'restored', '', 0, clock_timestamp() FROM soakgate.run WHERE deployment = ?"
                + " GROUP BY deployment, subject HAVING count(*) FILTER (WHERE purpose = 'APPLY')"
                + " > 0")) {
      insert.setString(1, deployment);
      insert.executeUpdate();
    }
  }

  /** How many statements a deployment has applied here, over all its changes. */
  public static int applied(Connection connection, String deployment) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(sum(a.last - a.first + 1), 0) FROM soakgate.run r"
                + " JOIN soakgate.applied a ON a.run = r.id"
                + " WHERE r.deployment = ? AND r.purpose = 'APPLY'")) {
      select.setString(1, deployment);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** The rows of a run, in order. */
  public static List<Row> rows(Connection connection, Run run) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT first, last, digest, state <> 'intent', object, existed FROM soakgate.applied"
                + " WHERE run = ? ORDER BY first")) {
      select.setLong(1, run.id());
      return read(select);
    }
  }

  /** The intents of this round's APPLY that were never confirmed, last one first. */
  public static List<Row> unconfirmed(Connection connection, Ask ask, int round)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT a.first, a.last, a.digest, false, a.object, a.existed FROM soakgate.run r"
                + " JOIN soakgate.applied a ON a.run = r.id WHERE r.deployment = ?"
                + " AND r.subject = ? AND r.purpose = 'APPLY' AND r.round = ?"
                + " AND a.state = 'intent' ORDER BY a.first DESC")) {
      subject(select, ask);
      select.setInt(3, round);
      return read(select);
    }
  }

  /** Writes what is about to be done; a second intent of the same statement replaces the first. */
  public static void intend(Connection connection, Run run, Ask ask, long token, Row row)
      throws SQLException {
    Fences.check(connection, ask, token);
    write(connection, run, ask, token, row, "intent", Duration.ZERO);
  }

  /** Writes what was done. */
  public static void done(
      Connection connection, Run run, Ask ask, long token, Row row, Duration took)
      throws SQLException {
    Fences.check(connection, ask, token);
    write(connection, run, ask, token, row, "done", took);
  }

  /**
   * Writes what a person says became of a statement.
   *
   * @param as {@code done} or {@code skipped}
   */
  public static void resolve(
      Connection connection,
      Run run,
      Ask ask,
      long token,
      Row row,
      String as,
      String by,
      String reason)
      throws SQLException {
    Fences.check(connection, ask, token);
    write(connection, run, ask, token, row, "resolved " + as, Duration.ZERO);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE soakgate.applied SET said_by = ?, reason = ? WHERE run = ? AND first = ?")) {
      update.setString(1, by);
      update.setString(2, reason);
      update.setLong(3, run.id());
      update.setInt(4, row.first());
      update.executeUpdate();
    }
  }

  /** Marks a run as finished. */
  public static void finish(Connection connection, Run run, Ask ask, long token)
      throws SQLException {
    Fences.check(connection, ask, token);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE soakgate.run SET finished = clock_timestamp() WHERE id = ?")) {
      update.setLong(1, run.id());
      update.executeUpdate();
    }
  }

  private static void write(
      Connection connection, Run run, Ask ask, long token, Row row, String state, Duration took)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO soakgate.applied (run, first, last, digest, state, token, ask, attempt,"
                + " object, existed, took, backend_start) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::oid,"
                + " make_interval(secs => ?), backend_start FROM pg_stat_activity"
                + " WHERE pid = pg_backend_pid() ON CONFLICT (run, first) DO UPDATE SET"
                + " state = excluded.state, token = excluded.token, ask = excluded.ask,"
                + " attempt = excluded.attempt, pid = excluded.pid,"
                + " backend_start = excluded.backend_start, at = excluded.at,"
                + " took = excluded.took, object = excluded.object, existed = excluded.existed")) {
      insert.setLong(1, run.id());
      insert.setInt(2, row.first());
      insert.setInt(3, row.last());
      insert.setString(4, row.digest());
      insert.setString(5, state);
      insert.setLong(6, token);
      insert.setInt(7, ask.ask());
      insert.setInt(8, ask.attempt());
      insert.setString(9, row.object());
      insert.setLong(10, row.existed());
      insert.setDouble(11, took.toMillis() / 1000.0);
      insert.executeUpdate();
    }
  }

  private static List<Row> read(PreparedStatement select) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(
            new Row(
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getLong(6)));
      }
    }
    return rows;
  }

  private static void subject(PreparedStatement statement, Ask ask) throws SQLException {
    statement.setString(1, ask.deployment());
    statement.setString(2, ask.subject());
  }

  private static void key(PreparedStatement statement, Ask ask, int round) throws SQLException {
    subject(statement, ask);
    statement.setString(3, ask.purpose());
    statement.setInt(4, round);
    statement.setString(5, ask.action());
  }
}
