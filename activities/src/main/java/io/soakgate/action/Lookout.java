package io.soakgate.action;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Watches, from a session of its own, who is in the way of the session that works, and says so:
 * pid, how long, and the first 80 characters of its query (F-24).
 */
final class Lookout implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(400);
  private static final String BLOCKERS =
      "SELECT string_agg(format('pid %s (%s, %s s): %s', a.pid, coalesce(a.state, 'system'),"
          + " coalesce(round(extract(epoch FROM clock_timestamp() - a.xact_start))::text, '?'),"
          + " left(a.query, 80)), ' and ') FROM unnest(pg_blocking_pids(?)) b"
          + " JOIN pg_stat_activity a ON a.pid = b";

  private final Pulse pulse;
  private final Thread thread;
  private volatile boolean closed;
  private volatile String blockers = "";

  private Lookout(Target target, String application, int pid, Pulse pulse) {
    this.pulse = pulse;
    this.thread = new Thread(() -> look(target, application, pid), "soakgate-lookout");
    thread.setDaemon(true);
  }

  /** Starts to watch over the backend {@code pid}. */
  static Lookout over(Target target, String application, int pid, Pulse pulse) {
    Lookout lookout = new Lookout(target, application, pid, pulse);
    lookout.thread.start();
    return lookout;
  }

  /** Who was in the way when last seen, in words; "somebody" when nobody was seen. */
  String blockers() {
    return blockers.isEmpty() ? "somebody" : blockers;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void look(Target target, String application, int pid) {
    try (Connection connection = target.connect(application);
        PreparedStatement select = connection.prepareStatement(BLOCKERS)) {
      select.setInt(1, pid);
      while (!closed) {
        tell(select);
        Thread.sleep(EVERY.toMillis());
      }
    } catch (SQLException | InterruptedException | RuntimeException e) {
      // Only words are lost: the work itself reports what goes wrong.
    }
  }

  private void tell(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      if (row.next() && row.getString(1) != null) {
        blockers = row.getString(1).replaceAll("\\s+", " ");
        pulse.progress("waits for " + blockers);
      }
    }
  }
}
