package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.DarkWire;
import io.soakgate.target.Catalogs;
import io.soakgate.target.Secret;
import io.soakgate.target.Store;
import io.soakgate.target.StoreSchema;
import io.soakgate.verdict.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restore takes away is counted before, and can be had back after. */
@Tag("postgres")
class LossesTest {
  private static final String WRITTEN =
      """
      INSERT INTO shop.tenants (name) VALUES ('late'), ('later');
      UPDATE shop.orders SET price = 2 WHERE id = 7;
      DELETE FROM shop.orders WHERE id = 10;
      INSERT INTO shop."Odd ""Name" (c) VALUES ('b'), ('c');
      CREATE TABLE shop.extra (words text); INSERT INTO shop.extra VALUES ('x'), ('x');
      """;
  @TempDir Path home;
  private Ground ground;
  private Contents contents;

  @BeforeEach
  void build() throws Exception {
    ground = Ground.in(home);
    TestDatabase own = TestCluster.freshDatabase();
    Secret secret = new Secret("file:" + Files.writeString(home.resolve("own"), own.password()));
    Store store = new Store(own.url(), own.user(), secret);
    StoreSchema.migrate(store);
    contents = new Contents(new Catalogs(store));
  }

  private Scope scope() {
    return new Scope("deploy-1", "shop", "production", "shop", List.of(), Ground.NOW);
  }

  private BackupResult take(String kind) throws Exception {
    var with = JsonNodeFactory.instance.objectNode().put("name", "bk");
    return new TargetBackups(ground.targets(), ground.folders, ground.tools, Optional.of(contents))
        .take(new BackupRequest(scope(), new Spec(kind, with, "plan.yaml:1:1")), new QuietPulse());
  }

  private List<String> foreseen(BackupResult backup) throws Exception {
    Spec spec = new Spec("restore", JsonNodeFactory.instance.textNode("backup"), "plan.yaml:9:9");
    return new Restore(ground.targets(), ground.folders, ground.tools, Optional.of(contents))
        .foresee(
            Node.of(spec.with(), spec.at(), new Problems()),
            new ActRequest(scope(), "rollback/full/1", Purpose.STEP, 0, spec, List.of(), backup))
        .breaks();
  }

  private Measurement look(String with) throws Exception {
    Node node = Node.parse("plan.yaml", with.getBytes(), new Problems()).orElseThrow();
    return new LossesProbe(ground.targets(), contents, Clock.fixed(Ground.NOW, ZoneOffset.UTC))
        .look(node, new ProbeRequest(scope(), null, null, List.of()));
  }

  /** PostgreSQL tells its counters a moment after a session has gone. */
  private Measurement lookUntil(int tables) throws Exception {
    Measurement seen = look("{}");
    for (int i = 0; i < 900 && seen.values().get(1).number().intValue() != tables; i++) {
      ground.ask("SELECT pg_sleep(0.1)");
      seen = look("{}");
    }
    return seen;
  }

  @Tag("T-22")
  @ParameterizedTest
  @ValueSource(strings = {"dump", "clone"})
  void itIsCountedExactlyBeforeARestore(String kind) throws Exception {
    BackupResult backup = take(kind);
    assertThat(foreseen(backup).get(0))
        .isEqualTo("it would lose no rows (counted and hashed just now)");

    ground.run(WRITTEN);

    assertThat(foreseen(backup).get(0))
        .isEqualTo(
            "it would lose what was written since the backup (counted and hashed just now):"
                + " shop.\"Odd \"\"Name\": 3 rows in the backup, 5 now;"
                + " shop.extra: 0 rows in the backup, 2 now;"
                + " shop.orders_1: 600 rows in the backup, 599 now;"
                + " shop.orders_rest: 2,400 rows in the backup and now, with other content;"
                + " shop.tenants: 20 rows in the backup, 22 now");
  }

  @Test
  void aWatchAsksTheCountersAndNoticesThatTheyBeganAnew() throws Exception {
    take("dump");
    ground.run(WRITTEN);

    Measurement cheap = lookUntil(5);
    assertThat(cheap.values().get(0).number().intValue()).isEqualTo(8);
    assertThat(cheap.note())
        .isEqualTo(
            """
            shop."Odd ""Name": 2 inserted, 0 updated, 0 deleted
            shop.extra: 2 inserted, 0 updated, 0 deleted
            shop.orders_1: 0 inserted, 0 updated, 1 deleted
            shop.orders_rest: 0 inserted, 1 updated, 0 deleted
            shop.tenants: 2 inserted, 0 updated, 0 deleted
            by PostgreSQL's counters, which also count what was rolled back""");

    ground.run("SELECT pg_stat_reset()");
    ground.run("ANALYZE");
    assertThat(look("{count: estimated}").note())
        .isEqualTo(
            """
            shop."Odd ""Name": 3 rows in the backup, about 5 now
            shop.orders_1: 600 rows in the backup, about 599 now
            shop.tenants: 20 rows in the backup, about 22 now
            by the planner's estimates, which are only about right: PostgreSQL's counters began anew""");
    Measurement exact = look("{}");
    assertThat(exact.note()).endsWith("counted and hashed just now");
    assertThat(exact.values()).isEqualTo(look("{count: exactly}").values());
    assertThat(exact.values().get(0).number().intValue()).isEqualTo(8);
  }

  @Test
  void aServerThatFallsSilentIsToldInTime() throws Exception {
    take("dump");
    try (DarkWire wire = new DarkWire(ground.targets().get("shop"), "pg_stat_user_tables")) {
      Losses losses = new Losses(contents, wire.target(), "soakgate/losses");

      assertThatThrownBy(() -> losses.estimated("deploy-1", "production"))
          .hasMessage("An I/O error occurred while sending to the backend.");
    }
  }

  @Test
  void nobodyKnowsWithoutABackup() throws Exception {
    assertThat(look("{}").blind()).isEqualTo("no backup of this environment is known");
  }

  @Test
  void theRowsCanBeHadBackAfterASwap() throws Exception {
    BackupResult backup = take("dump");
    ground.run(WRITTEN);
    ground.restore(backup, 1);
    ground.run("INSERT INTO shop.tenants (name) VALUES ('since the restore')");

    KeptDatabase kept = KeptDatabase.of(ground.target, "deploy-1").get(0);
    List<LostRows.Lost> lost =
        new LostRows(ground.target, kept, home.resolve("lost"), words -> {}).export();

    assertThat(kept.name()).isEqualTo(ground.target.database() + "_before_restore_20261121_020304");
    assertThat(lost)
        .extracting(
            LostRows.Lost::table, LostRows.Lost::added, LostRows.Lost::changed, LostRows.Lost::gone)
        .containsExactly(
            tuple("shop.\"Odd \"\"Name\"", 2L, 0L, 0L),
            tuple("shop.extra", 2L, 0L, 0L),
            tuple("shop.orders_1", 0L, 0L, 1L),
            tuple("shop.orders_rest", 0L, 1L, 0L),
            tuple("shop.tenants", 1L, 1L, 0L));
    Path changed = home.resolve("lost/shop.orders_rest.changed.csv");
    assertThat(Files.readAllLines(changed)).hasSize(2).last().asString().startsWith("7,");
    assertThat(Files.readString(home.resolve("lost/shop.extra.new.csv")))
        .isEqualTo("words\nx\nx\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(changed)))
        .isEqualTo("rw-------");
    assertThat(KeptDatabase.of(ground.target, "another")).isEmpty();
  }
}
