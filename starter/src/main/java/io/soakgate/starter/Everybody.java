package io.soakgate.starter;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Approves for everybody at every gate, for a demonstration on disposable targets. */
final class Everybody implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final WorkflowStub stub;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Everybody(WorkflowStub stub) {
    this.stub = stub;
    thread.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Status.OpenGate gate = stub.query("status", Status.class).gate();
      if (gate != null) {
        gate.missing().forEach(role -> approve(gate, role));
      }
    } catch (WorkflowException | IllegalStateException notNow) {
      // It ended, or no worker answers: there is nobody to approve for.
    }
  }

  private void approve(Status.OpenGate gate, String role) {
    stub.update(
        "approve",
        Answer.class,
        new Approval(
            role,
            role,
            gate.environment(),
            gate.moment(),
            gate.attempt(),
            gate.digest(),
            List.of("all"),
            "demo --yes",
            "cli"));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
