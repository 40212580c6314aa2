package io.soakgate.bench;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.PrintStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A whole deployment on the ground, everybody approving at once. */
final class Walk implements AutoCloseable {
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final Polling polling;

  Walk(Ground ground) throws InterruptedException {
    this(ground, System.err);
  }

  /**
   * @param console where the channel {@code console} prints
   */
  Walk(Ground ground, PrintStream console) throws InterruptedException {
    var profile = ground.machine().temporal().profile();
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    polling = Polling.start(client, ground.configuration(), new MetricRegistry(), console);
  }

  WorkflowClient client() {
    return client;
  }

  /** Whether what is pressed in the machine's Slack is heard. */
  boolean hears() {
    return polling.hears();
  }

  /** Ends what a run that was broken off left behind; the server keeps it. */
  void clear() {
    client
        .listExecutions("ExecutionStatus='Running'")
        .map(e -> e.getExecution().getWorkflowId())
        .toList()
        .forEach(this::terminate);
  }

  private void terminate(String id) {
    try {
      client.newUntypedWorkflowStub(id).terminate("measured anew");
    } catch (WorkflowNotFoundException over) {
      // The list of what runs is a little behind.
    }
  }

  /**
   * Walks a plan to its end.
   *
   * @return the last status
   */
  Status run(String plan) {
    String id = plan + "-" + UUID.randomUUID().toString().substring(0, 8);
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(Queues.SOAKGATE).build());
    stub.start(new StartRequest(plan, "lead"));
    while (true) {
      Status status = stub.query("status", Status.class);
      if (status.ending() != null && status.report() != null) {
        if (!status.ending().name().startsWith("SUCCEEDED")) {
          throw new IllegalStateException(id + " ended " + status.ending() + ": " + status.doing());
        }
        return status;
      }
      if (status.gate() != null) {
        status.gate().missing().forEach(role -> approve(stub, status.gate(), role));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  private static void approve(WorkflowStub stub, Status.OpenGate gate, String role) {
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
            "measured",
            "cli"));
  }

  @Override
  public void close() {
    polling.close();
    service.shutdownNow();
  }
}
