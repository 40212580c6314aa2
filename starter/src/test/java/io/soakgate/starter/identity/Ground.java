package io.soakgate.starter.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.Status;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.identity.SigningKey;
import io.soakgate.plan.reading.Problems;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A real Temporal and real databases, where brian's key is known and only signatures count. */
final class Ground implements AutoCloseable {
  private static final Path STATE = Path.of("target", "identity").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final SigningKey brian = SigningKey.fresh();
  final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final DevEnvironment servers;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final Polling polling;

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
    servers =
        new DevEnvironment(
            new DevOptions(
                STATE, CacheDirectory.path(), List.of("shop"), false, System.out::println));
    servers.start();
    var profile = servers.temporal().profile();
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    polling =
        Polling.start(
            client,
            configuration(),
            new MetricRegistry(),
            new PrintStream(console, true, StandardCharsets.UTF_8));
  }

  private Configuration configuration() throws IOException, SQLException {
    PostgresCluster shop = servers.cluster("shop");
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    shop.createDatabase("app");
    Path wrong = Files.writeString(STATE.resolve("password"), store.password() + "\n");
    String yaml =
        """
        soakgate: 1
        store: {url: "%s", user: %s, password: "file:%s"}
        people: {brian: {keys: ["%s"]}}
        roles: {lead: [brian]}
        targets:
          shop: {host: 127.0.0.1, port: %d, database: app, user: %s, password: "file:%s",
                 policy: {second-person: optional}}
          refused: {host: 127.0.0.1, port: %d, database: app, user: %s, password: "file:%s"}
          silent: {host: 127.0.0.1, port: 1, database: app, user: me, password: "file:%s"}
          env: {host: 127.0.0.1, port: %d, database: app, user: me, password: "env:CANARY_PASSWORD"}
        """
            .formatted(
                store.url(DevEnvironment.STORE),
                store.user(),
                store.passwordFile(),
                brian.open().line(),
                shop.port(),
                shop.user(),
                shop.passwordFile(),
                shop.port(),
                shop.user(),
                wrong,
                wrong,
                shop.port());
    Files.writeString(STATE.resolve("soakgate.yaml"), yaml);
    Problems problems = new Problems();
    return ConfigurationReader.read(
            "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), STATE, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  /** The passwords that may be found nowhere. */
  List<String> secrets() {
    return List.of(
        servers.cluster("shop").password(),
        servers.cluster(DevEnvironment.STORE).password(),
        System.getenv("CANARY_PASSWORD"));
  }

  WorkflowStub start(String plan) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            DeploymentWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.SOAKGATE)
                .setWorkflowId(plan + "-1")
                .build());
    stub.start(Map.of("plan", plan));
    return stub;
  }

  Status until(WorkflowStub stub, Predicate<Status> come) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Status status = Looked.at(stub);
    while (!come.test(status)) {
      assertThat(System.nanoTime()).as("it is at %s", status).isLessThan(giveUp);
      assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
      status = Looked.at(stub);
    }
    return status;
  }

  /** Brian's approval of the gate that is open, signed with his key. */
  Answer approve(WorkflowStub stub) {
    Status.OpenGate gate = Looked.at(stub).gate();
    Approval said =
        new Approval(
            "brian",
            "lead",
            gate.environment(),
            gate.moment(),
            gate.attempt(),
            gate.digest(),
            List.of(),
            null,
            "cli");
    String run = stub.describe().getExecution().getRunId();
    String id = stub.getExecution().getWorkflowId();
    return stub.update(
        "approve", Answer.class, brian.sign("approve", id, run, Instant.now().toString(), said));
  }

  /** Everything Temporal keeps of every run, as it would be exported. */
  List<String> histories() {
    return client
        .listExecutions("")
        .map(e -> client.fetchHistory(e.getExecution().getWorkflowId()).toJson(true))
        .toList();
  }

  /** What the payloads of a history hold; in the export they are in Base64. */
  static String decoded(String history) {
    StringBuilder all = new StringBuilder(history);
    var found =
        java.util.regex.Pattern.compile("\"data\": *\"([A-Za-z0-9+/=]+)\"").matcher(history);
    while (found.find()) {
      byte[] bytes = java.util.Base64.getDecoder().decode(found.group(1));
      all.append('\n').append(new String(bytes, StandardCharsets.UTF_8));
    }
    return all.toString();
  }

  /** Every row of the store and of the ledger, as text. */
  List<String> rows() throws SQLException {
    List<String> rows = new ArrayList<>();
    rows.addAll(rows(servers.cluster(DevEnvironment.STORE), DevEnvironment.STORE, "public"));
    rows.addAll(rows(servers.cluster(DevEnvironment.STORE), DevEnvironment.STORE, "audit"));
    rows.addAll(rows(servers.cluster("shop"), "app", "soakgate"));
    return rows;
  }

  private static List<String> rows(PostgresCluster cluster, String database, String schema)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(cluster.url(database), cluster.user(), cluster.password());
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                  + " WHERE schemaname = '"
                  + schema
                  + "'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (row.next()) {
            rows.add(row.getString(1));
          }
        }
      }
    }
    return rows;
  }

  /** Every file below the state folder but those that passwords are kept in and the clusters. */
  List<Path> files() throws IOException {
    try (var files = Files.walk(STATE)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.getFileName().toString().equals("password"))
          .filter(f -> !f.toString().contains("/data/"))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    polling.close();
    service.shutdownNow();
    servers.close();
  }
}
