package io.soakgate.sample;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sessions of the sample application, kept for a moment: a login costs more than a menu. Nobody's
 * session stays in a database that nobody asks, so that it can be copied and renamed.
 */
final class SessionPool {
  private static final long IDLE_MILLIS = 1_000;

  private final Target target;
  private final String name;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final ScheduledExecutorService sweep =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "sample-pool");
            thread.setDaemon(true);
            return thread;
          });

  private record Idle(Connection connection, long since) {}

  SessionPool(Target target, String name) {
    this.name = name;
    this.target = target;
    sweep.scheduleWithFixedDelay(
        () -> sweep(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS)),
        IDLE_MILLIS,
        IDLE_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  /** A session that works, in a transaction of its own. */
  Connection take() throws SQLException {
    Idle last = poll();
    while (last != null && !last.connection().isValid(1)) {
      drop(last.connection());
      last = poll();
    }
    if (last != null) {
      return last.connection();
    }
    Connection fresh = target.connectAsOthers(name);
    fresh.setAutoCommit(false);
    return fresh;
  }

  private synchronized Idle poll() {
    return idle.pollFirst();
  }

  synchronized void giveBack(Connection connection) {
    idle.addFirst(new Idle(connection, System.nanoTime()));
  }

  void drop(Connection connection) {
    try {
      connection.close();
    } catch (SQLException broken) {
      // It is not used any more.
    }
  }

  private synchronized void sweep(long before) {
    while (!idle.isEmpty() && idle.peekLast().since() - before <= 0) {
      drop(idle.pollLast().connection());
    }
  }

  void close() {
    sweep.shutdownNow();
    sweep(System.nanoTime());
  }
}
