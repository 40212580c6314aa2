package io.soakgate.starter.sweep;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** A session in a transaction that holds a lock until it is closed. */
record InTheWay(Connection session, int pid) implements AutoCloseable {

  static InTheWay holding(Onlooker onlooker, String database, String lock) throws SQLException {
    Connection session = onlooker.connect(database);
    session.setAutoCommit(false);
    Onlooker.run(session, lock);
    return new InTheWay(session, session.unwrap(PGConnection.class).getBackendPID());
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
