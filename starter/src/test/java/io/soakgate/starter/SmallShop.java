package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.StartRequest;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.plan.reading.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A small plan on a real Temporal and a real database, its worker in this process. */
final class SmallShop implements AutoCloseable {
  private static final int PATIENCE = 180;

  private final Path state;
  private final DevEnvironment servers;
  private final List<Polling> workers = new ArrayList<>();
  private WorkflowServiceStubs service;
  private WorkflowClient client;

  /**
   * Nothing is started yet.
   *
   * @param name of its folder
   */
  SmallShop(String name) throws IOException {
    state = Path.of("target", name).toAbsolutePath();
    Folders.delete(state);
    Files.createDirectories(plan().resolve("sql"));
    servers =
        new DevEnvironment(
            new DevOptions(state, CacheDirectory.path(), List.of("shop"), false, line -> {}));
  }

  private Path plan() {
    return state.resolve("plans").resolve("shop");
  }

  /** Writes a file of the plan. */
  void write(String file, String text) throws IOException {
    Files.writeString(plan().resolve(file), text);
  }

  /** Starts everything, and a worker in the namespace {@code default}. */
  void start() throws Exception {
    servers.start();
    servers.cluster("shop").createDatabase("app");
    var profile = servers.temporal().profile();
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    Files.writeString(state.resolve("soakgate.yaml"), yaml());
    work(client);
  }

  /** Starts one more worker, which serves another namespace. */
  void work(WorkflowClient client) throws Exception {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    workers.add(Polling.start(client, configuration(), new MetricRegistry(), nowhere));
  }

  private Configuration configuration() throws IOException {
    Problems problems = new Problems();
    return ConfigurationReader.read(
            "soakgate.yaml", yaml().getBytes(StandardCharsets.UTF_8), state, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  private String yaml() {
    PostgresCluster shop = servers.cluster("shop");
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    return """
        soakgate: 1
        store: {url: "%s", user: %s, password: "file:%s"}
        roles: {lead: [ann]}
        targets:
          shop: {host: 127.0.0.1, port: %d, database: app, user: %s, password: "file:%s",
                 disposable: true}
        """
        .formatted(
            store.url(DevEnvironment.STORE),
            store.user(),
            store.passwordFile(),
            shop.port(),
            shop.user(),
            shop.passwordFile());
  }

  WorkflowServiceStubs service() {
    return service;
  }

  /** The way to the namespace {@code default}. */
  WorkflowClient client() {
    return client;
  }

  /** The way to another namespace. */
  WorkflowClient client(String namespace) {
    return WorkflowClient.newInstance(
        service, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
  }

  /** Starts a deployment, asked for by ann. */
  WorkflowStub deploy(WorkflowClient client, String id) {
    return Starting.start(client, new StartRequest("shop", "ann"), id, Optional.empty());
  }

  /** Types a verb. */
  Typed soakgate(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--state";
    all[arguments.length + 1] = state.toString();
    return Typed.at(all);
  }

  /** Types a verb that reads the worker's configuration. */
  Typed configured(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = state.resolve("soakgate.yaml").toString();
    return soakgate(all);
  }

  /** Waits until {@code status} says this. */
  void until(String id, String words) throws Exception {
    until(() -> soakgate("status", id).out().contains(words), () -> soakgate("status", id).out());
  }

  /** What is waited for. */
  interface Asked<T> {
    T now() throws Exception;
  }

  static void until(Asked<Boolean> holds, Asked<String> standing) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!holding(holds)) {
      assertThat(System.nanoTime()).as(standing.now()).isLessThan(end);
    }
  }

  /** Not where the session that asks was itself ended, as read-only mode does at its start. */
  private static boolean holding(Asked<Boolean> holds) throws Exception {
    try {
      return holds.now();
    } catch (SQLException ended) {
      return false;
    }
  }

  /** A session on the application's database. */
  Connection app() throws SQLException {
    PostgresCluster shop = servers.cluster("shop");
    return DriverManager.getConnection(shop.url("app"), shop.user(), shop.password());
  }

  void run(String sql) throws SQLException {
    try (Connection session = app();
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column, in lines. */
  List<String> seen(String query) throws SQLException {
    try (Connection session = app();
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> lines = new ArrayList<>();
      while (row.next()) {
        lines.add(row.getString(1));
      }
      return lines;
    }
  }

  @Override
  public void close() throws IOException {
    workers.forEach(Polling::close);
    if (service != null) {
      service.shutdownNow();
    }
    servers.close();
  }
}
