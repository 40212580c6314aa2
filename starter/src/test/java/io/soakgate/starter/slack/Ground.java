package io.soakgate.starter.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Status;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.Ports;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.identity.SigningKey;
import io.soakgate.localslack.LocalSlack;
import io.soakgate.localslack.Member;
import io.soakgate.localslack.Post;
import io.soakgate.localslack.Room;
import io.soakgate.plan.reading.Problems;
import io.soakgate.slack.Pressed;
import io.soakgate.starter.Looked;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A real Temporal, real databases and a local Slack, where only what is proven counts. */
final class Ground implements AutoCloseable {
  static final Member BRIAN = Member.of("U0000LEAD", "brian");
  static final Member JAMES = Member.of("U0000CTO", "james");
  static final Member KIM = Member.of("U0000KIM", "kim");
  static final Member ANN = Member.of("U0000ANN", "ann");
  static final Member STRANGER = Member.of("U0000WHO", "mallory");

  private static final Path STATE = Path.of("target", "slack").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ANSWERED = Duration.ofSeconds(12);
  private static final int REPETITIONS = 5;

  final LocalSlack slack;
  final Room room;
  final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final SigningKey kim = SigningKey.fresh();
  private final SigningKey intake = SigningKey.fresh();
  private final DevEnvironment servers;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final PrintStream err = System.err;
  final AuditRows audit;
  private Polling polling;
  private URI requests;
  private int started;

  /**
   * @param plans the plans by name, with the texts of their files by path
   */
  Ground(Map<String, Map<String, String>> plans) throws Exception {
    Folders.delete(STATE);
    for (var plan : plans.entrySet()) {
      for (var file : plan.getValue().entrySet()) {
        Path path = STATE.resolve("plans").resolve(plan.getKey()).resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    slack = LocalSlack.start();
    List.of(BRIAN, JAMES, KIM, ANN, STRANGER).forEach(slack.workspace()::add);
    room = slack.workspace().channel("prod-deployment", false);
    servers =
        new DevEnvironment(
            new DevOptions(
                STATE, CacheDirectory.path(), List.of("shop"), false, System.out::println));
    servers.start();
    servers.cluster("shop").createDatabase("app");
    audit = new AuditRows(servers.cluster(DevEnvironment.STORE));
    var profile = servers.temporal().profile();
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
  }

  /** A worker that hears through a socket. */
  void worksBySocket() throws Exception {
    works("app: \"file:%s\"".formatted(secret("app", slack.tokens().app())));
    slack.bySocket();
  }

  /** A worker that hears signed requests, at a port that was free a moment ago. */
  void worksByRequests() throws Exception {
    requests = URI.create("http://127.0.0.1:" + Ports.freeOr(0) + "/slack/events");
    works(
        "http: {listen: \"127.0.0.1:%d\", secret: \"file:%s\"}"
            .formatted(requests.getPort(), secret("secret", slack.tokens().signing())));
    slack.requestsTo(requests);
  }

  private void works(String by) throws Exception {
    if (polling != null) {
      polling.close();
    }
    polling =
        Polling.start(
            client,
            configuration(by),
            new MetricRegistry(),
            new PrintStream(console, true, StandardCharsets.UTF_8));
    await(polling::hears, "the worker hears Slack");
  }

  private Configuration configuration(String by) throws IOException {
    PostgresCluster shop = servers.cluster("shop");
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    String yaml =
        """
        soakgate: 1
        store: {url: "%s", user: %s, password: "file:%s"}
        people:
          brian: {slack: U0000LEAD}
          james: {slack: U0000CTO}
          kim: {slack: U0000KIM, keys: ["%s"]}
          ann: {slack: U0000ANN}
        roles: {lead: [brian, kim], cto: [james]}
        sources: {slack: {keys: ["%s"]}}
        slack: {bot: "file:%s", api: "%s", cards: prod-deployment, key: "file:%s", %s}
        targets:
          shop: {host: 127.0.0.1, port: %d, database: app, user: %s, password: "file:%s"}
        """
            .formatted(
                store.url(DevEnvironment.STORE),
                store.user(),
                store.passwordFile(),
                kim.open().line(),
                intake.open().line(),
                secret("bot", slack.tokens().bot()),
                slack.url(),
                secret("key", intake.text()),
                by,
                shop.port(),
                shop.user(),
                shop.passwordFile());
    Problems problems = new Problems();
    return ConfigurationReader.read(
            "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), STATE, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  private static Path secret(String name, String text) throws IOException {
    Path folder = Files.createDirectories(STATE.resolve("secrets"));
    return Files.writeString(folder.resolve(name), text);
  }

  /** Where it hears them. */
  URI requests() {
    return requests;
  }

  /** What may be found nowhere. */
  List<String> secrets() {
    String pem = intake.text();
    String base64 = pem.lines().filter(l -> l.matches("[A-Za-z0-9+/=]{40,}")).findFirst().get();
    return List.of(slack.tokens().bot(), slack.tokens().app(), slack.tokens().signing(), base64);
  }

  /** Starts a plan as kim, proven, and waits for its gate. */
  WorkflowStub atTheGate(String plan) throws InterruptedException {
    String id = plan + "-" + ++started;
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder().setTaskQueue(Queues.SOAKGATE).setWorkflowId(id).build());
    stub.start(kim.sign(id, Instant.now().toString(), new StartRequest(plan, "kim")));
    until(stub, s -> s.gate() != null);
    return stub;
  }

  /** Starts so many more, on which nobody works. */
  List<WorkflowStub> idle(int count) {
    List<WorkflowStub> idle = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      WorkflowOptions nobodys =
          WorkflowOptions.newBuilder().setTaskQueue("nobody").setWorkflowId("idle-" + i).build();
      idle.add(client.newUntypedWorkflowStub(DeploymentWorkflow.TYPE, nobodys));
      idle.get(i - 1).start("{}");
    }
    return idle;
  }

  /** Waits until Temporal lists so many as running, which it does a little late. */
  void listed(int running) throws InterruptedException {
    String query = "WorkflowType='" + DeploymentWorkflow.TYPE + "' AND ExecutionStatus='Running'";
    await(() -> client.listExecutions(query).count() == running, running + " run");
  }

  Status until(WorkflowStub stub, Predicate<Status> come) throws InterruptedException {
    await(() -> come.test(status(stub)), () -> "it is at " + status(stub));
    return status(stub);
  }

  static Status status(WorkflowStub stub) {
    return Looked.at(stub);
  }

  void await(BooleanSupplier come, String what) throws InterruptedException {
    await(come, () -> what);
  }

  private static void await(BooleanSupplier come, Supplier<String> what)
      throws InterruptedException {
    assertThat(waits(come, PATIENCE)).as(what).isTrue();
  }

  private static boolean waits(BooleanSupplier come, Duration patience)
      throws InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!come.getAsBoolean()) {
      if (System.nanoTime() > giveUp) {
        return false;
      }
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    return true;
  }

  /** What the button of the open gate carries. */
  static Pressed gate(WorkflowStub stub) {
    Status.OpenGate gate = status(stub).gate();
    return Pressed.gate(
        stub.getExecution().getWorkflowId(),
        stub.describe().getExecution().getRunId(),
        gate.environment(),
        gate.moment(),
        gate.attempt(),
        gate.digest());
  }

  /** Posts a message with one button, as the app, and says where it stands. */
  String card(Room in, String action, Pressed value) throws Exception {
    return OneButton.post(slack, in, action, value);
  }

  /** Where the deployment's own card with that button stands. */
  String shown(WorkflowStub stub, String action) throws InterruptedException {
    String of = "\\\"d\\\":\\\"" + stub.getExecution().getWorkflowId() + "\\\"";
    await(() -> shown(of, action).isPresent(), "its card shows " + action);
    return shown(of, action).orElseThrow().ts();
  }

  private Optional<Post> shown(String of, String action) {
    return room.posts().stream()
        .filter(p -> p.metadata() != null)
        .filter(p -> p.blocks().toString().contains("\"" + action + "\""))
        .filter(p -> p.blocks().toString().contains(of))
        .findFirst();
  }

  /** Something that somebody does. */
  interface Deed {
    void done() throws Exception;
  }

  /** Types to Soakgate, in the channel. */
  void type(Member person, String text) throws InterruptedException {
    assertThat(slack.hands().command(person, room, "/soakgate", text)).as("taken").isEmpty();
  }

  /** What this person alone is told in the channel because of a deed. */
  String told(Member person, Deed deed) throws Exception {
    int before = room.shownTo(person.id()).size();
    deed.done();
    await(() -> room.shownTo(person.id()).size() > before, person.name() + " is told something");
    return room.shownTo(person.id()).get(before).text();
  }

  /**
   * The same for a repetition: while the intake has not heard how the first went, it is taken for
   * that one, and nobody is told anything; it is done again then.
   */
  String toldAgain(Member person, Deed deed) throws Exception {
    int before = room.shownTo(person.id()).size();
    for (int i = 0; i < REPETITIONS && room.shownTo(person.id()).size() == before; i++) {
      deed.done();
      waits(() -> room.shownTo(person.id()).size() > before, ANSWERED);
    }
    await(() -> room.shownTo(person.id()).size() > before, person.name() + " is told something");
    return room.shownTo(person.id()).get(before).text();
  }

  /** The words of what the intake refused, as the audit holds them. */
  List<String> turnedAway() {
    return audit.turnedAway();
  }

  /** Everything Temporal keeps of every run, with its payloads readable. */
  List<String> histories() {
    return client
        .listExecutions("")
        .map(e -> client.fetchHistory(e.getExecution().getWorkflowId()).toJson(true))
        .map(AuditRows::decoded)
        .toList();
  }

  @Override
  public void close() throws IOException {
    System.setErr(err);
    if (polling != null) {
      polling.close();
    }
    service.shutdownNow();
    servers.close();
    slack.close();
  }
}
