package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.StartRequest;
import io.soakgate.dev.DevEnvironment;
import io.soakgate.dev.DevOptions;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.plan.reading.Problems;
import io.soakgate.takeover.Reconciliation;
import io.soakgate.takeover.Reconciliation.Row;
import io.soakgate.worker.Configuration;
import io.soakgate.worker.ConfigurationReader;
import io.soakgate.worker.Polling;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What follows a deployment, seen to its end on a real Temporal, days in seconds. */
@Tag("server")
class AfterwardsRoadTest {
  private static final Path STATE = Path.of("target", "afterwards").toAbsolutePath();
  private static final Path PLAN = STATE.resolve("plans").resolve("shop");
  private static final String TEXT =
      """
      soakgate: 1
      name: shop
      roles: {lead: the lead}
      channels: {team: {console: {}}}
      alerts: {warn: [team], page: [team], critical: [team]}
      changes:
        orders:
          apply: sql/orders.sql
          undo: drop-created
          verify: [{query: {text: SELECT count(*) AS n FROM orders}}]
      environments:
        production: {target: shop}
      afterwards:
        counted:
          every: 1d
          for: 3d
          do: sql/count.sql
          check:
            - query: {text: SELECT count(*) AS n FROM orders}
              must: {n: "= 0"}
      """;

  private static Configuration configuration(DevEnvironment servers) throws Exception {
    PostgresCluster shop = servers.cluster("shop");
    PostgresCluster store = servers.cluster(DevEnvironment.STORE);
    shop.createDatabase("app");
    String yaml =
        """
        soakgate: 1
        pace: 20000
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
    Problems problems = new Problems();
    return ConfigurationReader.read(
            "soakgate.yaml", yaml.getBytes(StandardCharsets.UTF_8), STATE, problems)
        .orElseThrow(() -> new IllegalStateException(problems.list().toString()));
  }

  @Test
  void whatIsDoneEachDayIsDoneOnceEachDayAndStandsInTheLedger() throws Exception {
    Folders.delete(STATE);
    Files.createDirectories(PLAN.resolve("sql"));
    Files.writeString(PLAN.resolve("plan.yaml"), TEXT);
    Files.writeString(
        PLAN.resolve("sql/orders.sql"),
        "CREATE TABLE orders (id int);\nCREATE TABLE days (day int GENERATED ALWAYS AS IDENTITY);\n");
    Files.writeString(PLAN.resolve("sql/count.sql"), "INSERT INTO days DEFAULT VALUES;\n");
    DevOptions options =
        new DevOptions(STATE, CacheDirectory.path(), List.of("shop"), false, line -> {});
    try (DevEnvironment servers = new DevEnvironment(options)) {
      servers.start();
      walk(servers, configuration(servers));
    }
  }

  private static void walk(DevEnvironment servers, Configuration configuration) throws Exception {
    var profile = servers.temporal().profile();
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    WorkflowClient client = WorkflowClient.newInstance(service, profile.toWorkflowClientOptions());
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try (Polling polling = Polling.start(client, configuration, new MetricRegistry(), quiet)) {
      assertThat(polling.serves()).isNotEmpty();
      Starting.start(client, new StartRequest("shop", "ann"), "shop-1", Optional.empty())
          .getResult(240, TimeUnit.SECONDS, Closing.class);
      Files.writeString(STATE.resolve("temporal.address"), profile.getAddress());
      assertThat(Typed.at("schedules", "--state", STATE.toString()))
          .satisfies(typed -> assertThat(typed.err()).isEmpty())
          .satisfies(
              typed ->
                  assertThat(typed.out())
                      .matches(
                          "shop-1, production(, .*)?\\R  counted +20\\d\\d-.*Z \\([123] of 3\\)"
                              + " +runs sql, looks at 1 check\\R"));
      client
          .newUntypedWorkflowStub(AfterwardsWorkflow.id("shop-1"))
          .getResult(240, TimeUnit.SECONDS, Void.class);
    } finally {
      service.shutdownNow();
    }
    assertThat(days(servers)).isEqualTo(3);
    List<Row> rows =
        new Reconciliation(configuration.store(), configuration.targets())
            .look(null, id -> "ended")
            .rows();
    assertThat(rows)
        .extracting(r -> r.deployment() + " " + r.change() + " " + r.agree())
        .containsExactlyInAnyOrder(
            "shop-1 orders true",
            "shop-1/afterwards afterwards/counted/1 true",
            "shop-1/afterwards afterwards/counted/2 true",
            "shop-1/afterwards afterwards/counted/3 true");
  }

  private static int days(DevEnvironment servers) throws Exception {
    PostgresCluster shop = servers.cluster("shop");
    try (Connection session =
            DriverManager.getConnection(shop.url("app"), shop.user(), shop.password());
        Statement count = session.createStatement();
        ResultSet days = count.executeQuery("SELECT count(*) FROM days")) {
      days.next();
      return days.getInt(1);
    }
  }
}
