package io.soakgate.starter;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowStub;
import java.util.List;

/** Approves for everybody at every gate, for a demonstration on disposable targets. */
final class Everybody {
  private final WorkflowStub stub;

  Everybody(WorkflowStub stub) {
    this.stub = stub;
  }

  /** Gives what is missing at the open gate; every role is held by a person of its name. */
  void look(Status status) {
    if (status.gate() != null) {
      status.gate().missing().forEach(role -> approve(status.gate(), role));
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
}
