package io.soakgate.probe;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A session in which something is tried and nothing stays: its one transaction is not committed
 * unless the plan lets the probe write, and every statement is cut off by the server after a time.
 * What PostgreSQL keeps outside of transactions, the numbers a sequence gave out, stays given.
 */
final class Tryout implements AutoCloseable {
  // How much longer than the server the driver waits, before it takes the network for dead.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Connection connection;

  private Tryout(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens one.
   *
   * @param kind the probe's kind, shown in {@code application_name}
   * @param timeout after which the server cancels a statement
   */
  static Tryout open(Target target, String kind, Duration timeout) throws SQLException {
    Connection connection = target.connect("soakgate/probe/" + kind);
    try {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.plus(GRACE).toMillis()));
      connection.setAutoCommit(false);
      Tryout session = new Tryout(connection);
      session.execute("SET TRANSACTION READ WRITE");
      session.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
      return session;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Tries a statement and takes it back at once; constraints that wait for the commit count.
   *
   * @return what refused it; null when nothing did
   * @throws SQLException when nobody knows whether it would have been refused
   */
  PSQLException refusal(String sql) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      execute(sql);
      execute("SET CONSTRAINTS ALL IMMEDIATE");
      connection.rollback(before);
      return null;
    } catch (PSQLException e) {
      rethrowLost(e);
      connection.rollback(before);
      return e;
    }
  }

  /** Throws what says nothing about a statement: no connection, no room, no time, no lock. */
  static void rethrowLost(SQLException e) throws SQLException {
    String state = e.getSQLState();
    if (state == null || state.matches("08.*|53.*|57.*|58.*|40.*|55P03")) {
      throw e;
    }
  }

  /** What the server said, without details, which may quote rows. */
  static String words(SQLException e) {
    ServerErrorMessage said = e instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
    return (said == null ? e.getMessage() : said.getMessage()) + " (" + e.getSQLState() + ")";
  }

  /** Keeps what was done: only for a probe that the plan lets write. */
  void keep() throws SQLException {
    connection.commit();
  }

  /**
   * Tries a write and takes it back at once.
   *
   * @return how many rows it touched
   */
  long attempt(String write) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(write);
    } finally {
      connection.rollback(before);
    }
  }

  @Override
  public void close() throws SQLException {
    // Closing a session rolls back what is open in it.
    connection.close();
  }
}
