package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.StartRequest;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.plan.reading.Problems;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** S-037 on a real Temporal and a real database: typed after the ending, proven by fingerprint. */
@Tag("server")
class AfterTheEndingRoadTest {
  private static final Path STATE = Path.of("target", "after-the-ending").toAbsolutePath();
  private static final Path PLAN = STATE.resolve("plans").resolve("shop");

  private static DevEnvironment servers;
  private static WorkflowServiceStubs service;
  private static WorkflowClient client;
  private static Polling polling;

  @BeforeAll
  static void open() throws Exception {
    Folders.delete(STATE);
    Files.createDirectories(PLAN.resolve("sql"));
    write(
        "plan.yaml",
        """
        soakgate: 1
        name: shop
        roles: {lead: the lead, dba: the DBA}
        channels: {team: {console: {}}}
        alerts: {warn: [team], page: [team], critical: [team]}
        changes:
          orders: {apply: sql/orders.sql, undo: sql/no-orders.sql, verify: [{query: {file: sql/count.sql}}]}
          notes: {apply: sql/notes.sql, undo: sql/no-notes.sql, verify: [{query: {file: sql/count.sql}}]}
        environments:
          production: {target: shop}
        rollbacks:
          notes-only:
            steps: [notes]
            approve: dba
            until: 24h
            checks:
              - query: {file: sql/left.sql}
                must: {notes: "= 0", orders: "= 1"}
          both:
            steps: [notes, orders]
            until: 24h
        """);
    write("sql/orders.sql", "CREATE TABLE orders (id int);\n");
    write("sql/no-orders.sql", "DROP TABLE orders;\n");
    write("sql/notes.sql", "CREATE TABLE notes (id int);\n");
    write("sql/no-notes.sql", "DROP TABLE notes;\n");
    write("sql/count.sql", "SELECT count(*) AS n FROM orders;\n");
    write(
        "sql/left.sql",
        """
        SELECT count(*) FILTER (WHERE relname = 'notes') AS notes,
               count(*) FILTER (WHERE relname = 'orders') AS orders
        FROM pg_class WHERE relnamespace = 'public'::regnamespace;
        """);
    servers =
        new DevEnvironment(
            new DevOptions(
                STATE, CacheDirectory.path(), java.util.List.of("shop"), false, line -> {}));
    servers.start();
    var profile = servers.temporal().profile();
    Files.writeString(STATE.resolve("temporal.address"), profile.getAddress());
    service = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    polling =
        Polling.start(
            client,
            configuration(),
            new MetricRegistry(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  }

  @AfterAll
  static void close() throws Exception {
    if (polling != null) {
      polling.close();
      service.shutdownNow();
    }
    servers.close();
  }

  private static void write(String file, String text) throws Exception {
    Files.writeString(PLAN.resolve(file), text);
  }

  private static Configuration configuration() throws Exception {
    PostgresCluster shop = servers.cluster("shop");
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    shop.createDatabase("app");
    String yaml =
        """
        soakgate: 1
        store: {url: "%s", user: %s, password: "file:%s"}
        roles: {lead: [ann], dba: [bob]}
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
    Problems problems = new Problems();
    return ConfigurationReader.read(
            "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), STATE, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  private static Connection app() throws SQLException {
    PostgresCluster shop = servers.cluster("shop");
    return DriverManager.getConnection(shop.url("app"), shop.user(), shop.password());
  }

  private static String fingerprint() throws SQLException {
    try (Connection session = app()) {
      return FingerprintReader.read(session).digest();
    }
  }

  private static Typed soakgate(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--state";
    all[arguments.length + 1] = STATE.toString();
    return Typed.at(all);
  }

  private static void deploy(String id) throws Exception {
    Starting.start(client, new StartRequest("shop", "ann"), id, Optional.empty())
        .getResult(240, TimeUnit.SECONDS, Closing.class);
  }

  private static Typed ended(String id) {
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    Finished finished = Finished.of(stub);
    return new Typed(finished.exitCode(), finished.line(), finished.why());
  }

  private static void until(String id, String words) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!soakgate("status", id).out().contains(words)) {
      assertThat(System.nanoTime()).as(soakgate("status", id).out()).isLessThan(end);
    }
  }

  @Test
  void whatStayedIsTakenBackWithTheBytesThatWereAdmitted() throws Exception {
    String before = fingerprint();
    deploy("shop-1");
    String id = "shop-1/rollback/1";
    write("sql/no-notes.sql", "DROP TABLE orders, notes;\n");

    Typed asked =
        soakgate("rollback", "shop-1", "--option", "notes-only", "--by", "ann", "--reason", "slow");
    assertThat(asked.out())
        .isEqualTo("started " + id + "; follow it with: soakgate status " + id + "\n");
    assertThat(asked.code()).isZero();
    until(id, "gate rollback/notes-only");
    assertThat(soakgate("approve", id, "--by", "ann").code()).as("ann is no DBA").isEqualTo(5);
    assertThat(soakgate("approve", id, "--by", "bob").code()).isZero();

    Typed first = ended(id);
    assertThat(first.out()).startsWith("ENDING PARTLY_ROLLED_BACK " + id + " ");
    assertThat(first.code()).isEqualTo(3);
    Typed second =
        soakgate(
            "rollback",
            "shop-1",
            "--option",
            "both",
            "--by",
            "ann",
            "--reason",
            "all of it",
            "--wait");
    assertThat(second.out()).contains("ENDING ROLLED_BACK shop-1/rollback/2 ");
    assertThat(second.out()).contains("fingerprint: equals the one from before the change");
    assertThat(second.code()).isEqualTo(3);
    assertThat(fingerprint()).isEqualTo(before);
    Typed third =
        soakgate(
            "rollback", "shop-1", "--option", "both", "--by", "ann", "--reason", "again", "--wait");
    assertThat(third.out())
        .contains(
            "input: nothing of shop-1 is in production any more: everything was taken back; there"
                + " is nothing to do")
        .contains("ENDING REFUSED shop-1/rollback/3 ");
    assertThat(third.code()).isEqualTo(5);
    write("sql/no-notes.sql", "DROP TABLE notes;\n");
  }

  @Test
  void whatCameLaterIsNotPulledAwayAndWhatOthersChangedIsAskedAbout() throws Exception {
    deploy("shop-2");
    write("sql/orders.sql", "CREATE TABLE IF NOT EXISTS orders (id int);\n");
    write("sql/notes.sql", "CREATE TABLE IF NOT EXISTS notes (id int);\n");
    deploy("shop-3");
    Typed refused =
        soakgate(
            "rollback", "shop-2", "--option", "both", "--by", "ann", "--reason", "slow", "--wait");
    assertThat(refused.out())
        .contains(
            "shop: changed since by shop-3: what came later may stand on what shop-2 made; take"
                + " the later one back first: soakgate rollback shop-3");
    assertThat(refused.code()).isEqualTo(5);
    write("sql/orders.sql", "CREATE TABLE orders (id int);\n");
    write("sql/notes.sql", "CREATE TABLE notes (id int);\n");

    run("CREATE TABLE stranger (id int)");
    String id = "shop-3/rollback/1";
    soakgate("rollback", "shop-3", "--option", "both", "--by", "ann", "--reason", "slow");
    until(id, "drift: ");
    assertThat(soakgate("resume", id, "--by", "ann", "--reason", "it is ours").code()).isZero();

    assertThat(ended(id).out()).startsWith("ENDING ROLLED_BACK shop-3/rollback/1 ");
    run("DROP TABLE stranger");
  }

  private static void run(String sql) throws SQLException {
    try (Connection session = app();
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
