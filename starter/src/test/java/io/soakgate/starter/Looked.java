package io.soakgate.starter;

import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;

/** What a deployment says of itself, on a machine whose worker may be busy. */
public final class Looked {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Looked() {}

  /** Its status, asked for again while Temporal says that nobody answered in time. */
  public static Status at(WorkflowStub deployment) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return deployment.query("status", Status.class);
      } catch (WorkflowServiceException late) {
        if (System.nanoTime() > giveUp) {
          throw late;
        }
      }
    }
  }
}
