package io.soakgate.probe.look;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Beats for a look or a bucket while it waits or looks, and interrupts it when nobody wants it any
 * more. What cannot be interrupted, a statement, ends at its own timeout; it only reads.
 *
 * <p>All hearts of a worker share a few threads, and beat the slower the more there are: a thousand
 * watches must not keep Temporal busy with hearing that they still wait (ADR 0033).
 *
 * @param <P> how far the work is
 */
final class Heart<P> implements AutoCloseable {
  /** What is over within a second needs no beat. */
  private static final long FASTEST_MILLIS = 1_000;

  /** Silence of 12 s ends a bucket's attempt, so one beat may be lost. */
  private static final long SLOWEST_MILLIS = 5_000;

  /** How many beats of one worker Temporal is to hear in a second. */
  private static final long BEATS_A_SECOND = 100;

  private static final AtomicInteger HEARTS = new AtomicInteger();
  // A beat is a call that takes as long as the server takes.
  private static final int THREADS = 32;
  private static final ScheduledExecutorService PULSE =
      Executors.newScheduledThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "soakgate-heart");
            thread.setDaemon(true);
            return thread;
          });

  private final ActivityExecutionContext context;
  private final Thread worker = Thread.currentThread();
  private volatile P progress;
  private volatile ActivityCompletionException stopped;
  private boolean closed;

  Heart(ActivityExecutionContext context, P progress) {
    this.context = context;
    this.progress = progress;
    HEARTS.incrementAndGet();
    again();
  }

  /** Takes note of how far the work is. */
  void at(P reached) {
    progress = reached;
  }

  /** How far the work is. */
  P reached() {
    return progress;
  }

  /** Whether nobody waits for more: it was cancelled, and may answer with what it has. */
  boolean cancelled() {
    return stopped instanceof ActivityCanceledException;
  }

  /** Why the work was interrupted, or null. */
  ActivityCompletionException stopped() {
    return stopped;
  }

  private void again() {
    PULSE.schedule(this::beat, pause(HEARTS.get()), TimeUnit.MILLISECONDS);
  }

  /** How long a heart among so many waits between two beats, in ms. */
  static long pause(int hearts) {
    long shared = hearts * 1_000L / BEATS_A_SECOND;
    return Math.max(FASTEST_MILLIS, Math.min(SLOWEST_MILLIS, shared));
  }

  /** How many there are in this worker now. */
  static int beating() {
    return HEARTS.get();
  }

  private synchronized void beat() {
    if (closed) {
      return;
    }
    try {
      context.heartbeat(progress);
    } catch (ActivityCompletionException e) {
      stopped = e;
      worker.interrupt();
      return;
    } catch (RuntimeException e) {
      // The server cannot be told now; Temporal ends the attempt if that lasts.
    }
    again();
  }

  /** Waits for a beat that is under way, whose interrupt must not reach the thread's next work. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    HEARTS.decrementAndGet();
    Thread.interrupted();
  }
}
