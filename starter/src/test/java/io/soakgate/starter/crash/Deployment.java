package io.soakgate.starter.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A deployment as people see it: they look, approve and ask for a rollback, nothing else. */
final class Deployment implements AutoCloseable {
  private static final String LEAD = "lead";

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final WorkflowStub stub;

  private Deployment(WorkflowServiceStubs service, WorkflowClient client, WorkflowStub stub) {
    this.service = service;
    this.client = client;
    this.stub = stub;
  }

  /** Starts one; its id is the plan's name. */
  static Deployment start(ClientConfigProfile profile, String plan) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    WorkflowClient client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder().setTaskQueue(Queues.SOAKGATE).setWorkflowId(plan).build());
    stub.start(new StartRequest(plan, LEAD));
    return new Deployment(service, client, stub);
  }

  String id() {
    return stub.getExecution().getWorkflowId();
  }

  /** Approves as the lead when the gate of staging opens. */
  void approve(String moment) throws Exception {
    awaitGate(moment);
    Approval approval =
        new Approval(LEAD, LEAD, "staging", moment, 1, null, List.of("all"), null, "test");
    taken(stub.update("approve", Answer.class, approval));
  }

  /** Waits until a gate of staging is open. */
  void awaitGate(String moment) throws Exception {
    Await.until(
        "the gate " + moment + " of staging is open",
        this::standing,
        () ->
            look()
                .map(Status::gate)
                .filter(g -> g.environment().equals("staging") && g.moment().equals(moment))
                .isPresent());
  }

  /** Waits until people see that it waits for this. */
  void awaitWaiting(String what) throws Exception {
    Await.until(
        "it waits for " + what,
        this::standing,
        () -> look().map(Status::waitingFor).filter(waits -> waits.startsWith(what)).isPresent());
  }

  /** Waits until the watch of staging is well under way: each bucket leaves some six events. */
  void awaitWatched() throws Exception {
    WorkflowStub watch = client.newUntypedWorkflowStub(id() + "/staging/soak/1");
    Await.until(
        "staging is watched for some buckets",
        this::standing,
        () ->
            look().filter(s -> s.doing().equals("staging: watch soak")).isPresent()
                && length(watch) > 60);
  }

  /** How long after that moment the watch of staging had looked at a bucket again. */
  Duration looksAfter(Instant moment) throws Exception {
    return Await.value(
        "a bucket is looked at",
        this::standing,
        () ->
            client.fetchHistory(id() + "/staging/soak/1").getHistory().getEventsList().stream()
                .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
                .map(HistoryEvent::getEventTime)
                .map(at -> Instant.ofEpochSecond(at.getSeconds(), at.getNanos()))
                .filter(at -> at.isAfter(moment))
                .map(at -> Duration.between(moment, at))
                .findFirst());
  }

  /** The deployment says that it watches before the watch is started. */
  private static long length(WorkflowStub watch) {
    try {
      return watch.describe().getWorkflowExecutionInfo().getHistoryLength();
    } catch (WorkflowNotFoundException notYet) {
      return 0;
    }
  }

  /** Asks for everything to be taken back. */
  void rollBack() {
    Command command = new Command(Command.Act.ROLLBACK, LEAD, "a test of it", null, "test");
    taken(stub.update("command", Answer.class, command));
  }

  /** Lets it go on, or end, without an answer. */
  void resume() {
    taken(
        stub.update(
            "command", Answer.class, new Command(Command.Act.RESUME, LEAD, null, null, "test")));
  }

  /** Waits for the end. */
  Closing end() throws Exception {
    try {
      return stub.getResult(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS, Closing.class);
    } catch (WorkflowFailedException e) {
      return ((ApplicationFailure) e.getCause()).getDetails().get(Closing.class);
    }
  }

  /** The figures beside the report. */
  static JsonNode report(Closing closing) throws Exception {
    return new JsonMapper().readTree(Path.of(closing.report().json()).toFile());
  }

  /** Its status; empty while no server or no worker answers. */
  private Optional<Status> look() {
    try {
      return Optional.of(stub.query("status", Status.class));
    } catch (RuntimeException nobodyAnswers) {
      return Optional.empty();
    }
  }

  private String standing() {
    return look()
        .map(s -> s.doing() + ", waits for " + s.waitingFor() + ", " + s.timeline())
        .orElse("nobody answers");
  }

  private static void taken(Answer answer) {
    if (!answer.recorded()) {
      throw new AssertionError(answer.words());
    }
  }

  @Override
  public void close() {
    service.shutdownNow();
  }
}
