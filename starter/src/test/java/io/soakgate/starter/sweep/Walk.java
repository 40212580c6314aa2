package io.soakgate.starter.sweep;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.starter.crash.Await;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A deployment of one case: people say what they say anyway, and nothing else. */
record Walk(WorkflowStub stub) {
  private static final String LEAD = "lead";

  static Walk start(WorkflowClient client, String plan, String id) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder().setTaskQueue(Queues.SOAKGATE).setWorkflowId(id).build());
    stub.start(new StartRequest(plan, LEAD));
    return new Walk(stub);
  }

  String id() {
    return stub.getExecution().getWorkflowId();
  }

  /** The same deployment through another client. */
  Walk through(WorkflowClient client) {
    return new Walk(client.newUntypedWorkflowStub(id()));
  }

  /** Waits until the sign-off's gate is open. */
  void awaitEnd() throws Exception {
    Await.askedAmongMany(
        id() + ": the gate at the end is open",
        this::standing,
        () -> {
          underWay();
          return gate().isPresent();
        });
  }

  private Optional<Status.OpenGate> gate() {
    return look().map(Status::gate).filter(g -> g.moment().equals("end"));
  }

  void signOff() throws Exception {
    awaitEnd();
    Status.OpenGate gate = gate().orElseThrow();
    taken(
        stub.update(
            "approve",
            Answer.class,
            new Approval(
                LEAD,
                LEAD,
                gate.environment(),
                gate.moment(),
                gate.attempt(),
                gate.digest(),
                List.of("all"),
                null,
                "test")));
  }

  void rollBack(String option) {
    taken(
        stub.update(
            "command",
            Answer.class,
            new Command(Command.Act.ROLLBACK, LEAD, "the crash sweep", option, "test")));
  }

  Closing end() throws Exception {
    try {
      return stub.getResult(Await.PATIENCE_OF_MANY.toSeconds(), TimeUnit.SECONDS, Closing.class);
    } catch (WorkflowFailedException e) {
      return ((ApplicationFailure) e.getCause()).getDetails().get(Closing.class);
    }
  }

  private Optional<Status> look() {
    try {
      return Optional.of(stub.query("status", Status.class));
    } catch (RuntimeException nobodyAnswers) {
      return Optional.empty();
    }
  }

  /** Fails as soon as there is nothing to wait for any more. */
  void underWay() {
    look()
        .filter(s -> s.ending() != null)
        .ifPresent(
            s -> {
              throw new AssertionError("it has ended: " + s.timeline());
            });
  }

  String standing() {
    return look()
        .map(s -> s.doing() + ", waits for " + s.waitingFor() + ", " + s.timeline())
        .orElse("nobody answers");
  }

  private static void taken(Answer answer) {
    if (!answer.recorded()) {
      throw new AssertionError(answer.words());
    }
  }
}
