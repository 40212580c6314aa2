package io.soakgate.action;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.target.Ask;
import io.soakgate.target.Fenced;
import io.soakgate.target.Fences;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Masked;
import io.soakgate.target.Sessions;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * One attempt to run something under the ledger: take the fence, open and register a session, see
 * the predecessors' sessions end, take the lock, and only then read what is done.
 */
final class Attempt {
  // "Soakgate" in ASCII: one action at a time per database, whatever deployment asks for it.
  static final long LOCK = 0x536F616B67617465L;

  private final Target target;
  private final Ask ask;
  private final Duration lockTimeout;
  private final Duration statementTimeout;
  private final Patience patience;
  private final Pulse pulse;
  private final LockWaits waits = new LockWaits();

  Attempt(
      Target target,
      Ask ask,
      Duration lockTimeout,
      Duration statementTimeout,
      Patience patience,
      Pulse pulse) {
    this.target = target;
    this.ask = ask;
    this.lockTimeout = lockTimeout;
    this.statementTimeout = statementTimeout;
    this.patience = patience;
    this.pulse = pulse;
  }

  /** What is run once the way is clear. */
  interface Body {
    Effect run(Hold hold) throws SQLException, InterruptedException;
  }

  /** Runs the body; a lost connection is answered once by asking the ledger anew (F-09). */
  Effect run(Body body) throws InterruptedException {
    try {
      LedgerSchema.migrate(target);
      long token = claim();
      try {
        return hold(token, body);
      } catch (SQLException e) {
        if (!SqlErrors.lost(e)) {
          throw e;
        }
        String words = "the connection was lost (" + SqlErrors.words(e) + "); asks the ledger";
        Patience.pause(Duration.ofSeconds(1), pulse, words);
        return hold(token, body);
      }
    } catch (Fenced e) {
      throw Refused.forNow(e.getMessage(), "fenced");
    } catch (SQLException e) {
      throw gone(e);
    }
  }

  private long claim() throws SQLException {
    try (SqlSession session = open()) {
      return Fences.claim(session.connection(), ask);
    }
  }

  private Effect hold(long token, Body body) throws SQLException, InterruptedException {
    try (Hold hold = join(token)) {
      Connection connection = hold.session().connection();
      settle(connection);
      lock(connection);
      return waits.told(body.run(hold));
    }
  }

  private Hold join(long token) throws SQLException {
    SqlSession session = open();
    try {
      Connection connection = session.connection();
      Sessions.register(connection, ask, token);
      Lookout lookout = lookout(connection);
      return new Hold(session, ask, token, patience, pulse, lookout, () -> join(token));
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private SqlSession open() throws SQLException {
    return SqlSession.open(target, ask.application(), lockTimeout, statementTimeout, pulse);
  }

  private Lookout lookout(Connection connection) throws SQLException {
    // Asked, not what the driver was told at login: a pooler makes that number up.
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
      row.next();
      return Lookout.over(target, "soakgate/lookout", row.getInt(1), pulse, waits);
    }
  }

  /** Waits for the predecessors' sessions, then ends them: they cannot write past the fence. */
  private void settle(Connection connection) throws SQLException, InterruptedException {
    long begun = System.nanoTime();
    for (List<Sessions.Alive> others = Sessions.others(connection, ask);
        !others.isEmpty();
        others = Sessions.others(connection, ask)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      if (waited.compareTo(patience.grace()) > 0) {
        Sessions.end(connection, ask);
      }
      refuseAfter(waited, "the session of an earlier attempt is still there: " + words(others));
      String words = "waits for the session of an earlier attempt: " + words(others);
      Patience.pause(Duration.ofMillis(200), pulse, words);
    }
  }

  private void lock(Connection connection) throws SQLException, InterruptedException {
    long begun = System.nanoTime();
    while (!tryLock(connection)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      String holder = holder(connection);
      refuseAfter(waited, "another action of Soakgate works in this database: " + holder);
      Patience.pause(Duration.ofMillis(200), pulse, "waits for another action: " + holder);
    }
  }

  private void refuseAfter(Duration waited, String message) {
    if (waited.compareTo(patience.grace().plus(patience.within())) > 0) {
      throw Refused.forNow(message + "; tried again later", "blocked");
    }
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static String holder(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT format('pid %s (%s): ', a.pid, a.application_name), left(a.query, 1000)"
                + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
                + " AND l.database = (SELECT oid FROM pg_database WHERE datname ="
                + " current_database()) AND (l.classid::bigint << 32 | l.objid::bigint) = "
                + LOCK)) {
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) + Masked.sql(row.getString(2)) : "it has just ended";
      }
    }
  }

  private static String words(List<Sessions.Alive> others) {
    return String.join(", ", others.stream().map(Sessions.Alive::words).toList());
  }

  private RuntimeException gone(SQLException e) {
    if (SqlErrors.cancelled(e)) {
      pulse.progress("cancelled");
    }
    String message = "target " + target.name() + ": " + SqlErrors.words(e);
    return SqlErrors.lost(e)
        ? Refused.forNow(message + "; what was committed is asked of the ledger", "connection-lost")
        : Refused.forNow(message, "database");
  }
}
