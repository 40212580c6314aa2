package io.soakgate.probe;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Beats for a look or a bucket while it waits or looks, and interrupts it when nobody wants it any
 * more. What cannot be interrupted, a statement, ends at its own timeout; it only reads.
 *
 * @param <P> how far the work is
 */
final class Heart<P> implements AutoCloseable {
  private final ActivityExecutionContext context;
  private final Thread worker = Thread.currentThread();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "soakgate-heart");
            thread.setDaemon(true);
            return thread;
          });
  private volatile P progress;
  private volatile ActivityCompletionException stopped;

  Heart(ActivityExecutionContext context, P progress) {
    this.context = context;
    this.progress = progress;
    // What is over within a second needs no beat.
    beats.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
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

  private void beat() {
    try {
      context.heartbeat(progress);
    } catch (ActivityCompletionException e) {
      stopped = e;
      beats.shutdown();
      worker.interrupt();
    } catch (RuntimeException e) {
      // The server cannot be told now; Temporal ends the attempt if that lasts.
      return;
    }
  }

  @Override
  public void close() {
    beats.shutdownNow();
    boolean done = false;
    while (!done) {
      try {
        done = beats.awaitTermination(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // Its own interrupt, sent just before; it must not reach the thread's next activity.
        done = false;
      }
    }
    Thread.interrupted();
  }
}
