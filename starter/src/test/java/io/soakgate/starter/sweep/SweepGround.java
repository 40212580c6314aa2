package io.soakgate.starter.sweep;

import io.soakgate.dev.DevOptions;
import io.soakgate.dev.TemporalServer;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.OwnedProcess;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.starter.crash.Diary;
import io.soakgate.starter.crash.WorkerProcess;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * One cluster, one Temporal server behind a valve, one worker in a process of its own, and for each
 * place to stop at a plan with a database.
 */
final class SweepGround implements AutoCloseable {
  static final String STORE = "sweep_store";
  private static final int PACE = 4320;

  private static final List<String> ORDERS =
      List.of(
          "SELECT sweep.here(1);",
          "INSERT INTO shop.orders SELECT n, n % 17, n FROM generate_series(501, 600) n;",
          "INSERT INTO shop.journal VALUES ('applied');",
          "CREATE TABLE shop.refunds (id int PRIMARY KEY);",
          "SELECT sweep.here(2);");
  private static final List<String> UNDO_ORDERS =
      List.of(
          "SELECT sweep.here(4);",
          "DROP TABLE shop.refunds;",
          "DELETE FROM shop.orders WHERE id > 500;",
          "DELETE FROM shop.journal WHERE ctid = (SELECT min(ctid) FROM shop.journal);",
          "SELECT sweep.here(5);");
  private static final List<String> INDEXES =
      List.of(
          "CREATE INDEX CONCURRENTLY idx_orders_customer ON shop.orders (customer);",
          "CREATE INDEX CONCURRENTLY idx_orders_both ON shop.orders (customer, total);");

  private final Diary diary;
  private final int cells;
  private final Path folder;
  private final PostgresCluster cluster;
  private final Onlooker onlooker;
  private final Latches latches;
  private final Valve valve;
  private TemporalServer temporal;
  private WorkflowServiceStubs service;
  private WorkerProcess worker;
  private int workers;
  private boolean stopped;

  /**
   * @param cells how many plans, each with a database, are there at a time
   */
  SweepGround(Path folder, int cells, Diary diary) throws Exception {
    this.diary = diary;
    this.cells = cells;
    this.folder = Files.createDirectories(folder);
    PostgresBinaries binaries = PostgresBinaries.find(CacheDirectory.path(), diary::line);
    PostgresOptions options = PostgresOptions.telling(diary::line).with("max_connections=400");
    this.cluster = PostgresCluster.start(binaries, folder.resolve("cluster"), options);
    this.onlooker = new Onlooker(cluster);
    trust();
    this.latches = Latches.make();
    SweepDatabase.template(onlooker, latches, resource("sample.sql"));
    store();
    startTemporal();
    this.valve = new Valve(port());
    for (int cell = 1; cell <= cells; cell++) {
      plan(Case.plan(cell));
    }
    Files.writeString(configuration(), yaml());
    // Also when the tests themselves are ended in the middle.
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    startWorker();
  }

  /** Passwords are no part of it, and thousands of logins would be most of the work. */
  private void trust() throws Exception {
    Path rules = folder.resolve("cluster/data/pg_hba.conf");
    Files.writeString(rules, Files.readString(rules).replaceAll("scram-sha-256\\R", "trust\n"));
    onlooker.ask("postgres", "SELECT pg_reload_conf()");
  }

  private void store() throws Exception {
    try (Connection session = onlooker.connect("postgres")) {
      Onlooker.run(session, "DROP DATABASE IF EXISTS " + STORE + " WITH (FORCE)");
      Onlooker.run(session, "DROP DATABASE IF EXISTS soakgate WITH (FORCE)");
      Onlooker.run(session, "CREATE DATABASE " + STORE);
      // As the first restore would make it, so that there is something to hold a lock in.
      Onlooker.run(session, "CREATE DATABASE soakgate TEMPLATE template0");
    }
  }

  private void plan(String name) throws IOException {
    Path plan = folder.resolve("plans").resolve(name);
    Path sql = Files.createDirectories(plan.resolve("sql"));
    Files.writeString(plan.resolve("plan.yaml"), resource("plan.yaml").replace("${plan}", name));
    Files.write(sql.resolve("orders.sql"), ORDERS);
    Files.write(sql.resolve("undo_orders.sql"), UNDO_ORDERS);
    Files.write(sql.resolve("indexes.sql"), INDEXES);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SweepGround.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path configuration() {
    return folder.resolve("soakgate.yaml");
  }

  private String yaml() {
    StringBuilder yaml = new StringBuilder("soakgate: 1\nstore:\n");
    String login = "user: %s\n    password: \"file:%s\"\n";
    String who = login.formatted(cluster.user(), cluster.passwordFile());
    yaml.append("    url: \"").append(cluster.url(STORE)).append("\"\n    ").append(who);
    yaml.append("folders:\n    plans: \"").append(folder.resolve("plans"));
    yaml.append("\"\n    backups: \"").append(folder.resolve("backups"));
    yaml.append("\"\n    reports: \"").append(folder.resolve("reports"));
    yaml.append("\"\npace: ").append(PACE).append("\nroles: {lead: [lead]}\ntargets:\n");
    for (int cell = 1; cell <= cells; cell++) {
      yaml.append("  ").append(Case.plan(cell)).append(":\n    host: 127.0.0.1\n    port: ");
      yaml.append(cluster.port()).append("\n    database: ").append(Case.database(cell));
      yaml.append("\n    ")
          .append(who)
          .append("    disposable: true\n    conditions: {patience: 20m}\n");
    }
    return yaml.toString();
  }

  Onlooker onlooker() {
    return onlooker;
  }

  Latches latches() {
    return latches;
  }

  /** Nothing that the worker says from now on reaches Temporal. */
  void shutValve() {
    valve.shut();
  }

  /** Lets it speak again, and forgets what it said in between. */
  void openValve() {
    valve.open(port());
  }

  Path folder() {
    return folder;
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(service, temporal.profile().toWorkflowClientOptions());
  }

  /** Starts a worker and waits until it polls. */
  void startWorker() throws Exception {
    Path log = folder.resolve("worker-" + ++workers + ".log");
    worker = WorkerProcess.start(configuration(), valve.address(), log);
    worker.awaitPolling();
    diary.line("worker " + worker.pid() + " polls");
  }

  /** {@code kill -9} of the worker. */
  void killWorker() {
    worker.kill();
    diary.line("killed worker " + worker.pid());
  }

  /** Starts the server, on the port it had. */
  void startTemporal() throws Exception {
    DevOptions options =
        new DevOptions(folder, CacheDirectory.path(), List.of(), false, diary::line);
    temporal = TemporalServer.open(options, ClientConfigProfile.newBuilder().build());
    if (service != null) {
      service.shutdownNow();
    }
    service =
        WorkflowServiceStubs.newServiceStubs(temporal.profile().toWorkflowServiceStubsOptions());
    diary.line(temporal.story());
  }

  /** {@code kill -9} of the server. */
  void killTemporal() throws Exception {
    OwnedProcess server = OwnedProcess.read(folder.resolve("processes/temporal")).orElseThrow();
    if (!server.end("KILL", Duration.ofMinutes(1))) {
      throw new AssertionError("the Temporal server does not end");
    }
    diary.line("killed the Temporal server " + server.pid());
  }

  private int port() {
    return Integer.parseInt(temporal.address().replaceAll(".*:", ""));
  }

  /** Ends every session of the worker and its programs on the targets. */
  void cutDatabase() throws Exception {
    try (Connection session = onlooker.connect("postgres")) {
      Onlooker.run(
          session,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client"
              + " backend' AND application_name <> '"
              + Onlooker.APPLICATION
              + "' AND datname <> '"
              + STORE
              + "'");
    }
    diary.line("cut the database");
  }

  @Override
  public void close() throws IOException {
    stop();
    Files.delete(latches.folder());
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      if (worker != null) {
        worker.kill();
      }
      service.shutdownNow();
      latches.releaseAll();
      valve.close();
      temporal.close();
      onlooker.close();
      cluster.close();
    } catch (IOException | SQLException e) {
      diary.line("not everything could be stopped: " + e.getMessage());
    }
  }
}
