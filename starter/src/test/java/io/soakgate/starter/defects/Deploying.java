package io.soakgate.starter.defects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Plan;
import io.soakgate.starter.Everybody;
import io.soakgate.starter.Looked;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A deployment under way, everybody approving; what waits for a person is taken back. */
final class Deploying {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 100;
  private static final long GIVING_BACK_SECONDS = 240;

  private final WorkflowStub stub;
  private final String starter;
  private final Everybody everybody;
  private String held;

  private Deploying(WorkflowStub stub, String starter) {
    this.stub = stub;
    this.starter = starter;
    this.everybody = new Everybody(stub, starter, false);
  }

  static Deploying start(WorkflowClient client, Plan plan, Defect defect, int number) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(defect.plan() + "-" + defect.name() + "-" + number)
                .setTaskQueue(Queues.SOAKGATE)
                .build());
    String starter = Everybody.starter(plan);
    stub.start(new StartRequest(plan.name(), starter));
    return new Deploying(stub, starter);
  }

  /**
   * Follows it.
   *
   * @param serves who serves it, for a message
   */
  Walked toTheEnd(String serves) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Status status = status();
    while (status.ending() == null || status.report() == null) {
      if (System.nanoTime() > end) {
        stub.terminate("it takes too long");
        throw new IllegalStateException(
            "not over after " + PATIENCE + ", " + serves + ": " + status);
      }
      answer(status);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      status = status();
    }
    ended();
    Path report = Path.of(status.report()).resolveSibling("report.json");
    JsonNode story = new ObjectMapper().readTree(report.toFile());
    return new Walked(status.ending(), held, story, Map.of(), Map.of());
  }

  /** It says how it ends before it has given back its locks. */
  private void ended() {
    try {
      stub.getResult(GIVING_BACK_SECONDS, TimeUnit.SECONDS, Closing.class);
    } catch (WorkflowFailedException asItShould) {
      return;
    } catch (TimeoutException stuck) {
      throw new IllegalStateException("it ended and does not close", stuck);
    }
  }

  private Status status() {
    return Looked.at(stub);
  }

  private void answer(Status status) {
    everybody.look(status);
    if (status.question() != null && !Everybody.agrees(status)) {
      held = held == null ? status.question() : held;
      if (!say(Act.ROLLBACK).recorded()) {
        say(Act.ABORT);
      }
    }
  }

  private Answer say(Act act) {
    return stub.update(
        "command", Answer.class, new Command(act, starter, "a defect was found", null, "cli"));
  }
}
