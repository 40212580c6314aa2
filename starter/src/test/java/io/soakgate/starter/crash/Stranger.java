package io.soakgate.starter.crash;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * Somebody's session that is idle in a transaction and holds a lock on a table, as if it had
 * written to it: whatever needs the whole table, or waits for its writers, has to wait for this.
 */
final class Stranger implements AutoCloseable {
  private final Connection connection;
  private final int pid;

  private Stranger(Connection connection, int pid) {
    this.connection = connection;
    this.pid = pid;
  }

  /** Locks a table until closed. */
  static Stranger on(Target target, String table) throws SQLException {
    Connection connection = target.connect("somebody");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // Nothing is selected here: an open result keeps a snapshot, and every index build waits.
      statement.execute("LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
    }
    return new Stranger(connection, connection.unwrap(PGConnection.class).getBackendPID());
  }

  /** Its backend. */
  int pid() {
    return pid;
  }

  /** Lets go. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
