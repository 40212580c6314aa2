package io.soakgate.starter;

import io.soakgate.deployment.Status;
import io.soakgate.dev.TableHog;
import io.soakgate.target.Target;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes production slow once it is watched, as somebody's badly written job would. */
final class Trouble implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(300);

  private final WorkflowStub stub;
  private final Target target;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private TableHog hog;

  Trouble(WorkflowStub stub, Target target) {
    this.stub = stub;
    this.target = target;
    thread.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    try {
      Status status = stub.query("status", Status.class);
      if (hog == null && watched(status)) {
        hog = new TableHog(target);
      }
    } catch (WorkflowException | IllegalStateException notNow) {
      // It ended, or no worker answers.
    }
  }

  private static boolean watched(Status status) {
    return "production".equals(status.environment()) && status.doing().contains("watch");
  }

  @Override
  public void close() {
    thread.shutdownNow();
    synchronized (this) {
      if (hog != null) {
        hog.close();
      }
    }
  }
}
