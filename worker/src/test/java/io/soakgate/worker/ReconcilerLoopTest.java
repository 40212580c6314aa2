package io.soakgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.condition.Cluster;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ReadOnlyActivity;
import io.soakgate.deployment.ReadOnlyActivity.Engaged;
import io.soakgate.deployment.ReadOnlyActivity.ReadOnlyRequest;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.Folders;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.readonly.ReadOnlyActivityImpl;
import io.soakgate.readonly.Reconciler;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a server of its own, where no database {@code soakgate} is and the login may make none. */
@Tag("postgres")
class ReconcilerLoopTest {
  private static final String ENDED = "57P01";

  private Path folder;
  private PostgresCluster cluster;
  private Target shop;
  private Store store;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "loop-");
    cluster =
        PostgresCluster.start(
            PostgresBinaries.find(CacheDirectory.path(), line -> {}),
            folder.resolve("postgres"),
            PostgresOptions.telling(line -> {}));
    cluster.createDatabase("shop");
    cluster.createDatabase("store");
    run("CREATE ROLE plain LOGIN PASSWORD '" + cluster.password() + "'");
    run("ALTER DATABASE shop OWNER TO plain");
    Secret secret = new Secret("file:" + cluster.passwordFile().toAbsolutePath());
    shop =
        new Target(
            "shop",
            "127.0.0.1",
            cluster.port(),
            "shop",
            "plain",
            secret,
            true,
            true,
            true,
            List.of());
    store = new Store(cluster.url("store"), cluster.user(), secret);
    StoreSchema.migrate(store);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
    Folders.delete(folder);
  }

  @Test
  void aLeaseThatNobodyRenewsAnyMoreIsReleasedFromASchemaToo() throws Exception {
    try (Connection session = shop.connect("test");
        Statement statement = session.createStatement()) {
      statement.execute("CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)");
    }
    try (Connection boss = cluster.connect("shop")) {
      assertThat(boss.isValid(5)).isTrue();
      assertThat(engageAndDie(Duration.ofSeconds(3)).notes())
          .singleElement()
          .asString()
          .startsWith("a superuser can write all the same: pid ");
    }
    assertThat(asOthers()).isEqualTo("on");
    assertThat(held()).isEqualTo("d-1");

    try (ReconcilerLoop loop =
        ReconcilerLoop.start(
            new Reconciler(store, Reconciler.Ended.NOT_KNOWN),
            List.of(shop),
            Duration.ofMillis(100))) {
      assertThat(loop).isNotNull();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (held() != null) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
    }
    assertThat(asOthers()).isEqualTo("off");
  }

  @Test
  void theLeaseOfADeploymentThatTemporalSaysHasEndedIsNotWaitedFor() throws Exception {
    try (Connection session = shop.connect("test");
        Statement statement = session.createStatement()) {
      statement.execute("CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)");
    }
    engageAndDie(Duration.ofHours(1));
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      WorkflowClient client = temporal.getWorkflowClient();
      Cluster here = new Cluster("namespace-1", "here");
      EndedDeployments told = new EndedDeployments(client, here);
      assertThat(told.has("namespace-1", "d-1")).as("it is not known").isFalse();
      WorkflowStub deployment =
          client.newUntypedWorkflowStub(
              "Deployment",
              WorkflowOptions.newBuilder().setTaskQueue("nobody").setWorkflowId("d-1").build());
      deployment.start();
      assertThat(told.has("namespace-1", "d-1")).as("it runs").isFalse();
      assertThat(new Reconciler(store, told).look(shop)).isEmpty();

      deployment.terminate("somebody did");

      assertThat(told.has("namespace-2", "d-1")).as("it is another Temporal's").isFalse();
      assertThat(new Reconciler(store, told).look(shop).orElseThrow())
          .contains("for deployment d-1, which has ended; it was released");
    }
    assertThat(held()).isNull();
    assertThat(asOthers()).isEqualTo("off");
  }

  /** As a worker would that is killed right afterwards. */
  private Engaged engageAndDie(Duration lease) {
    TestActivityEnvironment worker = TestActivityEnvironment.newInstance();
    try {
      worker.registerActivitiesImplementations(
          new ReadOnlyActivityImpl(new Targets(List.of(shop)), "namespace-1"));
      ReadOnlyActivity readOnly =
          worker.newActivityStub(
              ReadOnlyActivity.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
      Scope scope = new Scope("d-1", "p", "production", "shop", List.of(), Instant.EPOCH);
      return readOnly.engage(new ReadOnlyRequest(scope, lease, true, null));
    } finally {
      worker.close();
    }
  }

  private String asOthers() throws SQLException {
    try (Connection session = shop.connectAsOthers("test")) {
      return ask(session, "SHOW default_transaction_read_only");
    }
  }

  private String held() throws SQLException {
    try (Connection session = shop.connect("test")) {
      return ask(session, "SELECT deployment FROM soakgate.read_only");
    } catch (SQLException e) {
      if (ENDED.equals(e.getSQLState()) || String.valueOf(e.getSQLState()).startsWith("08")) {
        return held(); // what releases the lease ends the sessions that began under it
      }
      throw e;
    }
  }

  private static String ask(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection session = cluster.connect("postgres");
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
