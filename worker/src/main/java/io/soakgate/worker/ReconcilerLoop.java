package io.soakgate.worker;

import io.soakgate.readonly.Reconciler;
import io.soakgate.target.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the read-only leases of a worker's targets, one thread each, whatever Temporal does:
 * a target that does not answer keeps no other one waiting.
 */
final class ReconcilerLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerLoop.class);

  /** How often it looks, so that a lease that ran out is released this soon. */
  static final Duration EVERY = Duration.ofSeconds(15);

  private final ScheduledExecutorService ticker;

  private ReconcilerLoop(int targets) {
    ticker =
        Executors.newScheduledThreadPool(
            Math.max(1, targets),
            work -> {
              Thread thread = new Thread(work, "soakgate-reconciler");
              thread.setDaemon(true);
              return thread;
            });
  }

  static ReconcilerLoop start(Reconciler reconciler, List<Target> targets) {
    return start(reconciler, targets, EVERY);
  }

  static ReconcilerLoop start(Reconciler reconciler, List<Target> targets, Duration every) {
    ReconcilerLoop loop = new ReconcilerLoop(targets.size());
    for (Target target : targets) {
      loop.ticker.scheduleWithFixedDelay(
          () -> look(reconciler, target), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
    return loop;
  }

  private static void look(Reconciler reconciler, Target target) {
    try {
      reconciler.look(target).ifPresent(words -> LOG.warn("{}: {}", target.name(), words));
    } catch (SQLException | RuntimeException e) {
      // The next look comes soon; an exception would end them all.
      LOG.warn("{}: its read-only lease cannot be looked after: {}", target.name(), e.getMessage());
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
