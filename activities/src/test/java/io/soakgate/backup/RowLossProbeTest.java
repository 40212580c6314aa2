package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.audit.Measured;
import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.DarkWire;
import io.soakgate.probe.Lab;
import io.soakgate.probe.Probes;
import io.soakgate.probe.look.ProbeActivityImpl;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** M-106: more than one percent of any table. */
@Tag("postgres")
class RowLossProbeTest {
  private static final Clock CLOCK = Clock.fixed(Ground.NOW, ZoneOffset.UTC);
  private static final Scope SCOPE =
      new Scope("deploy-1", "shop", "production", "shop", List.of(), Ground.NOW);

  @TempDir Path home;
  private Ground ground;
  private Store store;
  private Contents contents;

  @BeforeEach
  void build() throws Exception {
    ground = Ground.in(home);
    TestDatabase own = TestCluster.freshDatabase();
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("own"), own.password()));
    store = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(store);
    contents = new Contents(new Catalogs(store));
    run(
        "CREATE TABLE big (id int)",
        "INSERT INTO big SELECT generate_series(1, 2000)",
        "CREATE TABLE busy (id int)",
        "INSERT INTO busy SELECT generate_series(1, 1000)");
  }

  @Test
  void withoutASnapshotNothingCanBeCompared() throws Exception {
    assertThat(look("{}").blind())
        .isEqualTo("no backup of this environment was taken whose rows were counted");
  }

  @Test
  void tablesAreCountedOnlyWhereSomethingMayBeGone() throws Exception {
    snapshot();
    assertThat(told(look("{}")))
        .containsExactly("most-lost 0.000", "rows 0", "tables 2", "counted 0");

    run("DELETE FROM busy WHERE id <= 500", "INSERT INTO busy SELECT generate_series(1, 500)");
    assertThat(told(until(m -> told(m).contains("counted 1"))))
        .as("what was deleted came back")
        .containsExactly("most-lost 0.000", "rows 0", "tables 2", "counted 1");

    run("DELETE FROM big WHERE id <= 21");
    Measurement lost = until(m -> told(m).contains("counted 2"));
    assertThat(told(lost)).containsExactly("most-lost 1.050", "rows 21", "tables 2", "counted 2");
    assertThat(lost.note()).isEqualTo("public.big: 2,000 rows in the snapshot, 1979 now");
    assertThat(told(look("except: [public.big]")))
        .containsExactly("most-lost 0.000", "rows 0", "tables 1", "counted 1");
  }

  /** The counters miss what TRUNCATE took. */
  @Test
  void whatWasTruncatedOrDroppedIsLost() throws Exception {
    snapshot();
    run("TRUNCATE big", "DROP TABLE busy");

    Measurement lost = until(m -> told(m).contains("rows 3000"));

    assertThat(told(lost)).contains("most-lost 100.000");
    assertThat(lost.note())
        .isEqualTo(
            """
            public.big: 2,000 rows in the snapshot, 0 now
            public.busy: 1,000 rows in the snapshot, and is gone\
            """);
  }

  /** A watch over a server that just crashed reads each table with a cold cache. */
  @Test
  void aBucketCountsATableOnceHoweverManySamplesItHas() throws Exception {
    snapshot();
    run("SELECT pg_stat_reset()");

    Measurement seen = bucketOfTenSamples();

    assertThat(told(seen)).containsExactly("most-lost 0.000", "rows 0", "tables 2", "counted 2");
    String scans = "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'big'";
    for (int i = 0; i < 900 && ground.ask(scans).equals("0"); i++) {
      ground.ask("SELECT pg_sleep(0.1)");
    }
    assertThat(ground.ask(scans)).isEqualTo("1");
  }

  private Measurement bucketOfTenSamples() {
    Instant now = Instant.now();
    Duration length = Duration.ofSeconds(2);
    BucketRequest request =
        new BucketRequest(
            SCOPE,
            "soak",
            1,
            now,
            now.plus(length),
            now,
            now.plus(length),
            length.dividedBy(10),
            List.of(new RuleProbe("kept", Lab.spec("row-loss", "{}"), null)),
            List.of(),
            List.of());
    TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    try {
      Probes probes = Probes.of(ground.targets(), ground.folders, CLOCK).and(probe());
      temporal.registerActivitiesImplementations(
          new ProbeActivityImpl(probes, Clock.systemUTC(), new Measured(store)));
      ProbeActivity activity = temporal.newActivityStub(ProbeActivity.class);
      return activity.bucket(request).readings().get(0).measurement();
    } finally {
      temporal.close();
    }
  }

  @Test
  void allTablesTogetherHaveTheirTime() throws Exception {
    snapshot();
    run("SELECT pg_stat_reset()");
    try (Connection holder = ground.targets().get("shop").connect("holder");
        Statement holds = holder.createStatement()) {
      holder.setAutoCommit(false);
      holds.execute("LOCK TABLE big");
      RowLossProbe hasty =
          new RowLossProbe(ground.targets(), contents, CLOCK, Duration.ofSeconds(1));

      assertThatThrownBy(() -> look(hasty, "{}"))
          .hasMessage(
              "counting the rows of public.big was cut off: all tables together have 1.0 s; name"
                  + " those that lose rows as they should under `except`");
    }
  }

  @Test
  void aWorkerInAnotherTimeZoneKnowsThatTheCountersAreTheSame() throws Exception {
    run("SELECT pg_stat_reset()");
    try (Connection session = ground.targets().get("shop").connect("test");
        Statement statement = session.createStatement()) {
      Writes before = Writes.now(session);
      statement.execute("SET TIME ZONE 'Asia/Tokyo'");

      assertThat(Writes.now(session).since(before)).isNotNull();
      run("SELECT pg_stat_reset()");
      assertThat(Writes.now(session).since(before)).as("they began anew").isNull();
    }
  }

  @Test
  void aServerThatFallsSilentIsToldInTime() throws Exception {
    snapshot();
    try (DarkWire wire = new DarkWire(ground.target, "pg_stat_user_tables")) {
      RowLossProbe probe =
          new RowLossProbe(
              new Targets(List.of(wire.target())), contents, CLOCK, Duration.ofSeconds(1));

      assertThatThrownBy(() -> look(probe, "{}"))
          .hasMessage("An I/O error occurred while sending to the backend.");
    }
  }

  private void snapshot() throws Exception {
    try (Connection session = ground.targets().get("shop").connect("test")) {
      String live =
          "SELECT count(*) FROM pg_stat_user_tables"
              + " WHERE relname IN ('big', 'busy') AND n_live_tup >= 1000";
      for (int i = 0; i < 900 && !ground.ask(live).equals("2"); i++) {
        ground.ask("SELECT pg_sleep(0.1)");
      }
      contents.began("deploy-1", "production", Writes.now(session));
    }
    contents.keep(
        "deploy-1",
        "production",
        new RowCounts(
            List.of(
                new TableRows("public.big", 2000, "a"), new TableRows("public.busy", 1000, "b"))));
  }

  private Measurement until(Predicate<Measurement> seen) throws Exception {
    Measurement last = look("{}");
    for (int i = 0; i < 900 && !seen.test(last); i++) {
      ground.ask("SELECT pg_sleep(0.1)");
      last = look("{}");
    }
    return last;
  }

  private Measurement look(String with) throws Exception {
    return look(probe(), with);
  }

  private RowLossProbe probe() {
    return new RowLossProbe(ground.targets(), contents, CLOCK);
  }

  private static Measurement look(RowLossProbe probe, String with) throws Exception {
    Node node = Node.parse("plan.yaml", with.getBytes(), new Problems()).orElseThrow();
    return probe.look(node, new ProbeRequest(SCOPE, null, null, List.of()));
  }

  private static List<String> told(Measurement seen) {
    return seen.values().stream().map(v -> v.name() + " " + figure(v)).toList();
  }

  private static String figure(Value value) {
    return value.number().toPlainString();
  }

  private void run(String... statements) throws Exception {
    try (Connection session = ground.targets().get("shop").connect("test");
        Statement statement = session.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
