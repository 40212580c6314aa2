package io.soakgate.starter;

import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.RollbackWorkflow;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowStub;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The way to the Temporal server: the SDK's environment configuration ({@code TEMPORAL_*}), else
 * the server that {@code dev} or {@code demo} started, else the local default.
 */
final class Connection implements AutoCloseable {
  private static final int SHOWN = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WorkflowServiceStubs service;
  private final WorkflowClient client;

  private Connection(WorkflowServiceStubs service, WorkflowClient client) {
    this.service = service;
    this.client = client;
  }

  /**
   * Connects.
   *
   * @throws NoTemporal when no server answers; the message says what to do
   */
  static Connection open(Place place) throws IOException {
    return open(profile(place));
  }

  /** Connects to the server of a profile. */
  static Connection open(ClientConfigProfile profile) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    try {
      service
          .blockingStub()
          .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
    } catch (RuntimeException e) {
      service.shutdownNow();
      throw new NoTemporal(
          "no Temporal server answers at "
              + profile.getAddress()
              + "; start one with `soakgate dev`, or set TEMPORAL_ADDRESS",
          e);
    }
    return new Connection(
        service, WorkflowClient.newInstance(service, profile.toWorkflowClientOptions()));
  }

  /** The profile of the environment, with the address that dev or demo left where it has none. */
  static ClientConfigProfile profile(Place place) throws IOException {
    ClientConfigProfile profile = ClientConfigProfile.load();
    if (profile.getAddress() == null && Files.isReadable(place.temporalAddress())) {
      String address = Files.readString(place.temporalAddress()).strip();
      return profile.toBuilder().setAddress(address).build();
    }
    return profile;
  }

  WorkflowClient client() {
    return client;
  }

  /** The deployment of that id; or, without one, the one that runs. */
  WorkflowStub deployment(String id) {
    return client.newUntypedWorkflowStub(id == null ? only() : id);
  }

  /** Ends every deployment that runs, without a rollback: for databases that are made anew. */
  void endAll(String why) {
    running()
        .map(e -> e.getExecution().getWorkflowId())
        .forEach(id -> client.newUntypedWorkflowStub(id).terminate(why));
  }

  private Stream<WorkflowExecutionMetadata> running() {
    return client.listExecutions(
        "WorkflowType IN ('"
            + DeploymentWorkflow.TYPE
            + "', '"
            + RollbackWorkflow.TYPE
            + "') AND ExecutionStatus='Running'");
  }

  private String only() {
    return only(running().map(e -> e.getExecution().getWorkflowId()).limit(SHOWN).toList());
  }

  /** What was not named must not be guessed: the wrong one would be approved, or rolled back. */
  static String only(List<String> running) {
    if (running.isEmpty()) {
      throw new IllegalStateException("no deployment runs; name one by its id");
    }
    if (running.size() > 1) {
      throw new BadInput(
          "more than one deployment runs; name one of " + String.join(", ", running));
    }
    return running.get(0);
  }

  @Override
  public void close() {
    service.shutdownNow();
  }
}
