package io.soakgate.starter.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.admission.ReadPlan;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.dev.OneMachine;
import io.soakgate.embedded.Folders;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Post;
import io.soakgate.localslack.Room;
import io.soakgate.plan.reading.Problems;
import io.soakgate.starter.Looked;
import io.soakgate.starter.PatientPlan;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Parts;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A deployment of Aclue on one machine, and those who look at its Slack. */
final class SlackGround implements AutoCloseable {
  private static final String PLAN = "aclue";
  // A day passes in 20 seconds, as in the demo.
  private static final int PACE = 4320;

  private final Path state;
  private final OneMachine machine;
  private final WorkflowServiceStubs service;
  private final WorkflowStub stub;
  private final Polling polling;

  /**
   * Starts all of it, and the deployment.
   *
   * @param requests whether what is pressed comes as signed requests, and not through a socket
   */
  SlackGround(String name, boolean requests) throws Exception {
    state = Path.of("target", name).toAbsolutePath();
    Folders.delete(state);
    Path plans = PatientPlan.in(state, PLAN);
    Problems problems = new Problems();
    ReadPlan plan =
        ReadPlan.of(
                plans, PLAN, Parts.of(Configuration.none(plans), System.out).catalogue(), problems)
            .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
    machine = new OneMachine(plans, plan.plan(), state, PACE, true, line -> {});
    machine.start(true);
    if (requests) {
      listen();
    }
    var profile = machine.temporal().profile();
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    WorkflowClient client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    PrintStream messages = new PrintStream(Files.newOutputStream(state.resolve("messages.txt")));
    polling = Polling.start(client, configuration(), new MetricRegistry(), messages);
    until("clicks are heard", Duration.ofMinutes(2), polling::hears);
    stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder().setTaskQueue(Queues.SOAKGATE).setWorkflowId(name).build());
    stub.start(new StartRequest(PLAN, "lead"));
  }

  /** Has Slack send signed requests, in place of the socket. */
  private void listen() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path secret = state.resolve("slack").resolve("secret");
    Files.writeString(secret, slack().tokens().signing());
    String yaml = Files.readString(machine.configuration());
    String http = "  http: {listen: \"127.0.0.1:%d\", secret: \"file:%s\"}".formatted(port, secret);
    Files.writeString(
        machine.configuration(), yaml.replaceFirst("(?m)^  app: .*$", http.replace("$", "\\$")));
    slack().requestsTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
  }

  private Configuration configuration() throws IOException {
    Problems problems = new Problems();
    return ConfigurationReader.read(machine.configuration(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  LocalSlack slack() {
    return machine.slack();
  }

  /** The channel of the cards. */
  Room room() {
    return slack().workspace().room("prod-deployment").orElseThrow();
  }

  Status status() {
    return Looked.at(stub);
  }

  Member member(String name) {
    return slack().workspace().named(name);
  }

  /** The message that has this button now. */
  Post offering(String action, Duration patience) {
    until("a card offers " + action, patience, () -> offering(action).isPresent());
    return offering(action).orElseThrow();
  }

  private Optional<Post> offering(String action) {
    return room().posts().stream().filter(p -> p.button(action) != null).findFirst();
  }

  /** The report, once it is written. */
  JsonNode report() throws IOException {
    try (Stream<Path> files = Files.walk(state.resolve("reports"))) {
      List<Path> found = files.filter(f -> f.endsWith("report.json")).toList();
      assertThat(found).hasSize(1);
      return new ObjectMapper().readTree(found.get(0).toFile());
    }
  }

  /** Looks ten times a second. */
  static void until(String what, Duration patience, BooleanSupplier so) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!so.getAsBoolean()) {
        assertThat(System.nanoTime()).as("within %s: %s", patience, what).isLessThan(end);
        new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    polling.close();
    service.shutdownNow();
    machine.close();
  }
}
