package io.soakgate.drill;

import io.soakgate.action.Fence;
import io.soakgate.action.Pulse;
import io.soakgate.deployment.DrillActivity.Locked;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sees which tables an action locks, from a session beside it. It looks whenever the action tells
 * its progress, and an action tells that it commits while it still holds every lock of its
 * transaction, so that none of those is missed; and every few milliseconds, for what runs outside
 * of transactions. Tables that the action itself makes are not seen: nobody waits for them.
 */
final class LockSight implements Pulse, AutoCloseable {
  private static final long EVERY_MILLIS = 20;

  /** Weakest first; reading alone is in nobody's way. */
  private static final List<String> MODES =
      List.of(
          "RowShareLock",
          "RowExclusiveLock",
          "ShareUpdateExclusiveLock",
          "ShareLock",
          "ShareRowExclusiveLock",
          "ExclusiveLock",
          "AccessExclusiveLock");

  private static final String LOCKS =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), l.mode
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid AND a.usename = session_user
      JOIN pg_catalog.pg_class c ON c.oid = l.relation
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
        AND a.datname = pg_catalog.current_database() AND l.database = a.datid
        AND c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_'
        AND n.nspname NOT IN ('information_schema', 'soakgate')
      """;

  private final Pulse pulse;
  private final Connection session;
  private final PreparedStatement query;
  private final Map<String, String> strongest = new TreeMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "soakgate-locks");
            thread.setDaemon(true);
            return thread;
          });

  private LockSight(Pulse pulse, Connection session, PreparedStatement query) {
    this.pulse = pulse;
    this.session = session;
    this.query = query;
  }

  /** Begins to look; what is told to it is told on. */
  static LockSight over(Target copy, String application, Pulse pulse) throws SQLException {
    Connection session = copy.connect(application);
    try {
      LockSight sight = new LockSight(pulse, session, session.prepareStatement(LOCKS));
      sight.ticker.scheduleWithFixedDelay(
          sight::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return sight;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void progress(String words) {
    look();
    pulse.progress(words);
  }

  @Override
  public Stop onCancel(Runnable stop) {
    return pulse.onCancel(stop);
  }

  @Override
  public Fence fence() {
    return pulse.fence();
  }

  private synchronized void look() {
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        if (MODES.contains(rows.getString(2))) {
          strongest.merge(rows.getString(1), rows.getString(2), LockSight::stronger);
        }
      }
    } catch (SQLException e) {
      // What cannot be looked at is not seen; the action itself tells what is wrong.
    }
  }

  private static String stronger(String one, String other) {
    return MODES.indexOf(one) >= MODES.indexOf(other) ? one : other;
  }

  /** The strongest lock of each table, strongest first. */
  synchronized List<Locked> seen() {
    return strongest.entrySet().stream()
        .map(e -> new Locked(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingInt((Locked l) -> -MODES.indexOf(l.mode()))
                .thenComparing(Locked::table))
        .toList();
  }

  @Override
  public void close() throws SQLException {
    ticker.shutdownNow();
    synchronized (this) {
      session.close();
    }
  }
}
