package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.target.Notes;
import io.soakgate.target.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLWarning;

/** A session that runs scripts: stoppable, with its timeouts set, its NOTICEs handed on. */
final class SqlSession implements AutoCloseable {
  private final Connection connection;
  private final Pulse pulse;

  private SqlSession(Connection connection, Pulse pulse) {
    this.connection = connection;
    this.pulse = pulse;
  }

  /**
   * Opens a session.
   *
   * @param statementTimeout zero: none
   */
  static SqlSession open(
      Target target,
      String application,
      Duration lockTimeout,
      Duration statementTimeout,
      Pulse pulse)
      throws SQLException {
    SqlSession session = new SqlSession(target.connectForScripts(application), pulse);
    session.set("lock_timeout", lockTimeout);
    session.set("statement_timeout", statementTimeout);
    // A worker that sleeps must not hold locks over its sleep.
    session.set("idle_in_transaction_session_timeout", Duration.ofMinutes(1));
    return session;
  }

  Connection connection() {
    return connection;
  }

  /** Runs SQL text of one or more statements; NOTICEs go to {@code notices} in order. */
  void run(String sql, Consumer<Notes.Line> notices) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      Pulse.Stop stop = pulse.onCancel(() -> cancel(statement));
      try {
        statement.execute(sql);
      } finally {
        stop.close();
      }
      warnings(statement).forEach(notices);
    }
  }

  /** Runs one statement of a script, with its data when it reads some. */
  void run(SqlStatement statement, Consumer<Notes.Line> notices) throws SQLException {
    if (statement.data() == null) {
      run(statement.text(), notices);
    } else {
      copy(statement.text(), statement.data());
    }
  }

  /** Runs {@code COPY … FROM STDIN} with what it reads. */
  private void copy(String sql, byte[] data) throws SQLException {
    PgConnection postgres = connection.unwrap(PgConnection.class);
    Pulse.Stop stop = pulse.onCancel(() -> cancel(postgres));
    try {
      postgres.getCopyAPI().copyIn(sql, new ByteArrayInputStream(data));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    } finally {
      stop.close();
    }
  }

  /** Runs SQL text of Soakgate's own. */
  void run(String sql) throws SQLException {
    run(sql, line -> {});
  }

  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Commits; a failure leaves open whether it was: only the ledger knows then (F-09). */
  void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Rolls back as far as the connection still lives. */
  void rollback() {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // The server rolls back a session that is gone.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server ends a session whose client is gone.
    }
  }

  private void set(String name, Duration time) throws SQLException {
    run("SET " + name + " = " + time.toMillis());
  }

  private static void cancel(PgConnection connection) {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      // Cancelled again at the next beat.
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // Cancelled again at the next beat.
    }
  }

  private static List<Notes.Line> warnings(Statement statement) throws SQLException {
    List<Notes.Line> lines = new ArrayList<>();
    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
      String severity =
          w instanceof PSQLWarning postgres
              ? postgres.getServerErrorMessage().getSeverity()
              : "NOTICE";
      lines.add(new Notes.Line(severity, w.getMessage()));
    }
    return lines;
  }
}
