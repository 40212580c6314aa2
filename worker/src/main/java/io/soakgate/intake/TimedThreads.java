package io.soakgate.intake;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for requests, none of which has longer than a given time: Java's server waits without end
 * for the rest of a request, and a few that never come whole would hold all threads.
 */
final class TimedThreads implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimedThreads.class);

  private final Duration most;
  private final ExecutorService threads;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          work -> Intake.daemon(work, "slack-request-deadlines"));

  /**
   * @param count how many requests are taken at the same time
   * @param most how long one may take, from its first byte on
   */
  TimedThreads(int count, Duration most) {
    this.most = most;
    this.threads =
        Executors.newFixedThreadPool(count, work -> Intake.daemon(work, "slack-request"));
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(() -> within(request));
  }

  private void within(Runnable request) {
    Thread taking = Thread.currentThread();
    Future<?> deadline =
        deadlines.schedule(() -> cut(taking), most.toMillis(), TimeUnit.MILLISECONDS);
    try {
      request.run();
    } finally {
      deadline.cancel(false);
    }
  }

  /** A thread that is interrupted while it reads closes the connection (InterruptibleChannel). */
  private void cut(Thread taking) {
    LOG.warn(
        "a request to slack.http was cut off after {} s; Slack sends its own at once: look what"
            + " else reaches that address",
        most.toSeconds());
    taking.interrupt();
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    threads.shutdownNow();
  }
}
