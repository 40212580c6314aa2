package io.soakgate.action;

import io.soakgate.target.Masked;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches, from a session of its own, who is in the way of the session that works, and says so:
 * pid, user, how long, and the beginning of its query without literals (F-24). What it saw of waits
 * stays with the change as figures.
 */
final class Lookout implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(400);
  private static final String BLOCKERS =
      "SELECT format('pid %s (%s%s, %s s): ', a.pid, a.usename || ', ', coalesce(a.state, 'system'),"
          + " coalesce(round(extract(epoch FROM clock_timestamp() - a.xact_start))::text, '?')),"
          + " left(a.query, 1000), w.waitstart::text,"
          + " round(extract(epoch FROM clock_timestamp() - w.waitstart) * 1000)"
          + " FROM (SELECT ?::int AS pid) me CROSS JOIN unnest(pg_blocking_pids(me.pid)) b"
          + " JOIN pg_stat_activity a ON a.pid = b AND a.application_name <> 'soakgate/lookout'"
          + " LEFT JOIN LATERAL (SELECT min(waitstart) AS"
          + " waitstart FROM pg_locks WHERE pid = me.pid AND NOT granted) w ON true"
          + " ORDER BY a.xact_start";

  private final Pulse pulse;
  private final Thread thread;
  private volatile boolean closed;
  private volatile String blockers = "";
  private final LockWaits waits;

  private Lookout(Target target, String application, int pid, Pulse pulse, LockWaits waits) {
    this.pulse = pulse;
    this.waits = waits;
    this.thread = new Thread(() -> look(target, application, pid), "soakgate-lookout");
    thread.setDaemon(true);
  }

  /** Starts to watch over the backend {@code pid}. */
  static Lookout over(Target target, String application, int pid, Pulse pulse, LockWaits waits) {
    Lookout lookout = new Lookout(target, application, pid, pulse, waits);
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
      List<String> all = new ArrayList<>();
      while (row.next()) {
        all.add(row.getString(1) + Masked.sql(row.getString(2)));
        waits.saw(row.getString(3), row.getLong(4), all.get(0));
      }
      if (!all.isEmpty()) {
        blockers = String.join(" and ", all);
        pulse.progress("waits for " + blockers);
      }
    }
  }
}
