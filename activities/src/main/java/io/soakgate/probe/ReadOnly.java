package io.soakgate.probe;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A session that can only look: every transaction in it is READ ONLY and rolled back, and every
 * statement is cut off by the server after a time (B-29).
 */
final class ReadOnly implements AutoCloseable {
  // How much longer than the server the driver waits, before it takes the network for dead.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Connection connection;

  private ReadOnly(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens one.
   *
   * @param kind the probe's kind, shown in {@code application_name}
   * @param timeout after which the server cancels a statement
   */
  static ReadOnly open(Target target, String kind, Duration timeout) throws SQLException {
    return open(target, target.database(), kind, timeout);
  }

  /** Opens one in a database of the target's server. */
  static ReadOnly open(Target target, String database, String kind, Duration timeout)
      throws SQLException {
    Connection connection = target.connectTo(database, "soakgate/probe/" + kind);
    try {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.plus(GRACE).toMillis()));
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET statement_timeout = " + timeout.toMillis());
      }
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return new ReadOnly(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement and drains its rows, as a client would; returns how many there were. */
  long drain(String select) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Fetched in parts, so that a large result never fills the worker's memory.
      statement.setFetchSize(1000);
      try (ResultSet rows = statement.executeQuery(select)) {
        long count = 0;
        while (rows.next()) {
          count++;
        }
        return count;
      }
    }
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    // Closing a session rolls back what is open in it.
    connection.close();
  }
}
