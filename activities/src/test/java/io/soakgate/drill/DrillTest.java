package io.soakgate.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.backup.Ground;
import io.soakgate.backup.OwnDatabase;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.DrillActivity.Lap;
import io.soakgate.deployment.DrillActivity.Leg;
import io.soakgate.deployment.DrillActivity.Locked;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
@Tag("M-130")
class DrillTest {
  private static final String SHOP =
      "CREATE TABLE orders (id int PRIMARY KEY, total int, note text);"
          + " CREATE TABLE people (id int PRIMARY KEY, name text);"
          + " INSERT INTO orders SELECT i, i * 2, 'n' FROM generate_series(1, 500) i;"
          + " CREATE INDEX idx_mine ON orders (note)";

  private static final String ROLES =
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drill_owner') THEN CREATE"
          + " ROLE drill_owner LOGIN PASSWORD 'owner'; CREATE ROLE drill_prover LOGIN CREATEDB"
          + " PASSWORD 'prover'; CREATE ROLE drill_reader; END IF; END $$";

  @TempDir Path home;

  @Test
  void anUndoThatTakesEverythingBackIsExact() throws Exception {
    Stand stand = Stand.on(home, SHOP);
    Fingerprint before = stand.ground.fingerprint();

    List<Lap> laps =
        stand.change(
            0,
            "totals",
            "CREATE INDEX idx_total ON orders (total); ALTER TABLE people ADD born date;",
            "DROP INDEX idx_total; ALTER TABLE people DROP born;");

    assertThat(laps).extracting(Lap::leg).containsExactly("apply", "undo", "again");
    assertThat(laps).extracting(Lap::failed).containsOnlyNulls();
    assertThat(laps.get(0).differences()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(laps.get(1).differences()).isEmpty();
    assertThat(laps.get(2).fingerprint()).isEqualTo(laps.get(0).fingerprint());
    assertThat(laps.get(0).locks())
        .containsExactly(
            new Locked("public.people", "AccessExclusiveLock"),
            new Locked("public.orders", "ShareLock"));
    assertThat(laps.get(0).rewritten()).isEmpty();
    assertThat(stand.ground.fingerprint()).isEqualTo(before);
    assertThat(stand.databases()).isEqualTo("soakgate_drill_…_1c");
  }

  @Tag("P-050")
  @Test
  void whatAnUndoForgetsIsToldInWords() throws Exception {
    Stand stand = Stand.on(home, SHOP);

    List<Lap> laps =
        stand.change(
            0,
            "totals",
            "CREATE INDEX idx_total ON orders (total); DELETE FROM orders WHERE id = 7;"
                + " ALTER TABLE people ALTER id TYPE bigint;",
            "ALTER TABLE people ALTER id TYPE int;");

    assertThat(laps.get(1).differences())
        .anySatisfy(line -> assertThat(line).contains("public.idx_total"))
        .anySatisfy(line -> assertThat(line).contains("public.orders"))
        .allSatisfy(line -> assertThat(line).doesNotContain("people"));
    assertThat(laps.get(0).rewritten()).containsExactly("public.people");
    assertThat(laps.get(2).failed()).contains("relation \"idx_total\" already exists");
  }

  @Test
  void anIrreversibleChangeIsAppliedOnceAndTimed() throws Exception {
    Stand stand = Stand.on(home, SHOP);

    List<Lap> laps =
        stand.drill(
            "purge",
            0,
            true,
            0,
            new Leg("apply", List.of(stand.sql("purge", Purpose.APPLY, 1, "TRUNCATE people;"))));

    assertThat(laps).hasSize(1);
    assertThat(laps.get(0).locks())
        .containsExactly(new Locked("public.people", "AccessExclusiveLock"));
    assertThat(laps.get(0).took()).isPositive();
  }

  @Test
  void aFullRestoreIsDrilledBySwappingTheCopy() throws Exception {
    Stand stand = Stand.on(home, SHOP);
    Fingerprint before = stand.ground.fingerprint();
    stand.change(0, "totals", "CREATE INDEX idx_total ON orders (total);", "DROP INDEX idx_total;");
    Leg restore =
        new Leg(
            "rollback",
            List.of(
                stand.act(
                    "rollback/full/1",
                    Purpose.STEP,
                    1,
                    "restore",
                    JsonNodeFactory.instance.textNode("backup"))));

    List<Lap> laps = stand.drill("full", 1, false, 0, restore);
    List<Lap> again = stand.drill("full", 1, false, 0, restore);

    assertThat(laps.get(0).failed()).isNull();
    assertThat(laps.get(0).differences()).isEmpty();
    assertThat(again.get(0).differences()).isEmpty();
    assertThat(stand.ground.fingerprint()).isEqualTo(before);
    assertThat(stand.databases()).isEqualTo("soakgate_drill_…_1c");

    stand.drills.end(stand.place(), Stand.QUIET);

    assertThat(stand.databases()).isEmpty();
  }

  @Test
  void aLoginThatMayMakeNoDatabasesIsDrilledOnItsScratchServer() throws Exception {
    Ground boss = Ground.empty(home);
    boss.runIn("postgres", ROLES);
    try (Connection own = OwnDatabase.open(boss.target, "test")) {
      own.createStatement()
          .execute(
              "GRANT CONNECT, CREATE ON DATABASE soakgate TO drill_prover; CREATE SCHEMA IF NOT"
                  + " EXISTS soakgate; GRANT ALL ON SCHEMA soakgate TO drill_prover; GRANT ALL ON"
                  + " ALL TABLES IN SCHEMA soakgate TO drill_prover");
    }
    boss.run(
        "GRANT CREATE ON DATABASE "
            + boss.target.database()
            + " TO drill_owner; CREATE SCHEMA"
            + " shop AUTHORIZATION drill_owner; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET"
            + " search_path TO shop, public', current_database()); END $$");
    Ground plain = boss.as("drill_owner", Files.writeString(home.resolve("owner"), "owner"));
    Target scratch =
        boss.as("drill_prover", Files.writeString(home.resolve("prover"), "prover")).target;

    Stand stand =
        Stand.ofAPlainLogin(
            home,
            plain,
            scratch,
            "CREATE TABLE orders (id int PRIMARY KEY); GRANT SELECT ON orders TO drill_reader;"
                + " INSERT INTO orders SELECT generate_series(1, 50)");
    List<Lap> change =
        stand.change(
            0,
            "grants",
            "CREATE TABLE more (id int); REVOKE SELECT ON orders FROM drill_reader;",
            "DROP TABLE more;");
    Leg restore =
        new Leg(
            "rollback",
            List.of(
                stand.act(
                    "rollback/full/1",
                    Purpose.STEP,
                    1,
                    "restore",
                    Ground.schemas("shop").put("swap", "if-allowed"))));
    List<Lap> swapped = stand.drill("full", 1, false, 0, restore);
    List<Lap> inPlace = stand.inPlace("full", 1, restore);

    assertThat(change).extracting(Lap::failed).containsOnlyNulls();
    assertThat(change.get(1).differences()).singleElement().asString().contains("drill_reader");
    assertThat(swapped.get(0).failed()).isNull();
    assertThat(swapped.get(0).differences()).isEmpty();
    assertThat(inPlace.get(0).failed()).isNull();
    assertThat(inPlace.get(0).differences()).isEmpty();
    assertThat(
            boss.askIn(
                "postgres",
                "SELECT DISTINCT pg_get_userbyid(datdba) FROM pg_database WHERE"
                    + " starts_with(datname, 'soakgate_drill_') AND datname LIKE '%\\_1c' AND"
                    + " pg_get_userbyid(datdba) = 'drill_prover'"))
        .isEqualTo("drill_prover");

    stand.drills.end(stand.place(), Stand.QUIET);
    assertThat(stand.databases()).isEmpty();
  }

  @Test
  void whatIsNoSqlOrReachesBeyondTheDatabaseIsLeftOutAndListed() throws Exception {
    Stand stand = Stand.on(home, SHOP);

    List<Lap> laps =
        stand.drill(
            "release",
            0,
            false,
            0,
            new Leg(
                "rollback",
                List.of(
                    stand.act(
                        "rollback/release/1",
                        Purpose.STEP,
                        1,
                        "command",
                        JsonNodeFactory.instance.objectNode().put("name", "stop-application")),
                    stand.sql(
                        "rollback/release/2",
                        Purpose.STEP,
                        1,
                        "ALTER ROLE postgres CONNECTION LIMIT 3;"),
                    stand.sql("rollback/release/3", Purpose.STEP, 1, "DROP INDEX idx_mine;"))));

    assertThat(laps.get(0).left())
        .containsExactly(
            "rollback/release/1: `command` is no SQL",
            "rollback/release/2: sql/rollback-release-2-STEP.sql:1:1 reaches beyond the database:"
                + " ALTER ROLE postgres CONNECTION LIMIT 3");
    assertThat(laps.get(0).differences()).hasSize(1);
    assertThat(stand.databases()).isEqualTo("soakgate_drill_…_0c");
  }

  @Test
  void aDrillThatWasKilledBeginsAnewAndAnotherDrillsRestIsDropped() throws Exception {
    Stand stand = Stand.onClone(home, SHOP);
    stand.ground.runIn("postgres", "CREATE DATABASE " + stand.copy(1));
    String left = "soakgate_drill_" + stand.ground.target.database() + "_0c";
    stand.ground.runIn("postgres", "CREATE DATABASE " + left);
    stand.ground.runIn(
        "postgres",
        "COMMENT ON DATABASE "
            + left
            + " IS 'drill by soakgate of "
            + stand.ground.target.database()
            + " of shop, to be dropped'");
    try (Connection killed = stand.ground.target.connectTo(stand.copy(1), "killed")) {
      killed.createStatement().execute("CREATE TABLE half (id int)");

      List<Lap> laps =
          stand.change(
              0, "totals", "CREATE INDEX idx_total ON orders (total);", "DROP INDEX idx_total;");

      assertThat(laps.get(1).differences()).isEmpty();
      assertThat(killed.isValid(1)).isFalse();
    }
    stand.drills.prepare(stand.place(), Stand.QUIET);

    assertThat(stand.databases()).isEqualTo("soakgate_drill_…_0c");
  }

  /** A killed worker's statement runs on in its copy until somebody ends it. */
  @Test
  void theNextAttemptEndsWhatAKilledOneStillRunsInItsCopyAndGoesOn() throws Exception {
    Stand stand = Stand.onClone(home, SHOP);
    String gate = "waits_" + stand.ground.target.database();
    stand.ground.runIn("postgres", "CREATE ROLE " + gate);
    String apply =
        "CREATE TABLE half (id int); SELECT pg_sleep(CASE WHEN to_regrole('"
            + gate
            + "') IS NULL THEN 0 ELSE 60 END);";
    CompletableFuture<List<Lap>> killed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                Leg first = new Leg("apply", List.of(stand.sql("halves", Purpose.APPLY, 1, apply)));
                return stand.drill("halves", 0, true, 0, first);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    String running =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '"
            + stand.copy(1)
            + "' AND wait_event = 'PgSleep'";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!"1".equals(stand.ground.askIn("postgres", running))) {
      assertThat(killed).isNotDone();
      assertThat(System.nanoTime()).isLessThan(end);
    }
    stand.ground.runIn("postgres", "DROP ROLE " + gate);

    List<Lap> laps = stand.change(0, "halves", apply, "DROP TABLE half;");

    assertThat(laps).extracting(Lap::failed).containsOnlyNulls();
    assertThat(laps.get(1).differences()).isEmpty();
    assertThat(killed.handle((done, e) -> e != null || done.get(0).failed() != null))
        .succeedsWithin(30, TimeUnit.SECONDS)
        .isEqualTo(true);
    stand.drills.end(stand.place(), Stand.QUIET);
    assertThat(stand.databases()).isEmpty();
  }

  @Test
  void settingsOfTheDatabaseHoldOnItsCopies() throws Exception {
    Stand stand =
        Stand.on(
            home,
            "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int); DO $$ BEGIN EXECUTE"
                + " format('ALTER DATABASE %I SET search_path TO shop, public',"
                + " current_database()); END $$");

    List<Lap> laps =
        stand.change(0, "totals", "CREATE INDEX idx_id ON orders (id);", "DROP INDEX idx_id;");

    assertThat(laps.get(0).failed()).isNull();
    assertThat(laps.get(1).differences()).isEmpty();
  }
}
