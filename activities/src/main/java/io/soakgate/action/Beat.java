package io.soakgate.action;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The pulse of an activity: heartbeats with the latest words while JDBC blocks. When Temporal says
 * that nobody waits for the work any more, it stops the work, waits for its end, and rethrows what
 * Temporal said (decision 14).
 */
public final class Beat implements Pulse, AutoCloseable {
  /** How often an activity tells that it lives. */
  public static final Duration EVERY = Duration.ofSeconds(2);

  private final ActivityExecutionContext context;
  private final Fence fence;
  private final List<Runnable> stops = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "soakgate-beat");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String words = "";
  private volatile ActivityCompletionException cancelled;

  private Beat(ActivityExecutionContext context) {
    this.context = context;
    this.fence =
        new Fence(
            context.getInfo().getCurrentAttemptScheduledTimestamp(),
            context.getInfo().getAttempt());
  }

  /** A piece of work under this pulse. */
  public interface Work<T> {
    /** Does it. */
    T run(Pulse pulse) throws Exception;
  }

  /**
   * Runs the work on the calling thread.
   *
   * @throws ActivityCompletionException what the heartbeat said, once the work has ended
   */
  public static <T> T during(ActivityExecutionContext context, Duration every, Work<T> work)
      throws Exception {
    try (Beat beat = new Beat(context)) {
      long period = every.toMillis();
      beat.ticker.scheduleAtFixedRate(beat::tick, 0, period, TimeUnit.MILLISECONDS);
      try {
        T result = work.run(beat);
        beat.rethrow();
        return result;
      } catch (Exception e) {
        beat.rethrow();
        throw e;
      }
    }
  }

  @Override
  public void progress(String latest) {
    words = latest;
    if (cancelled != null) {
      throw new CancellationException("cancelled: " + latest);
    }
  }

  @Override
  public Stop onCancel(Runnable stop) {
    stops.add(stop);
    if (cancelled != null) {
      stop.run();
    }
    return () -> stops.remove(stop);
  }

  @Override
  public Fence fence() {
    return fence;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  private void tick() {
    try {
      if (cancelled == null) {
        context.heartbeat(words);
      }
    } catch (ActivityCompletionException e) {
      cancelled = e;
    } catch (RuntimeException e) {
      // A heartbeat that got lost; the next one tells the same.
    }
    if (cancelled != null) {
      stops.forEach(Runnable::run);
    }
  }

  private void rethrow() {
    if (cancelled != null) {
      throw cancelled;
    }
  }
}
