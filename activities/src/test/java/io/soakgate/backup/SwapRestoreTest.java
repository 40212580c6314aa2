package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full restore by swap: what it breaks is said first, and each step may fail. */
@Tag("postgres")
class SwapRestoreTest {
  private static final JsonNode BACKUP = JsonNodeFactory.instance.textNode("backup");

  @TempDir Path home;
  private Ground ground;
  private BackupResult backup;
  private String database;

  @BeforeEach
  void takeABackupAndChangeTheDatabase() throws Exception {
    ground = Ground.in(home);
    database = ground.target.database();
    backup = ground.take("clone", new QuietPulse());
    ground.run("DELETE FROM shop.orders WHERE id > 10");
  }

  private void bothAreAsTheyWere() throws Exception {
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("10");
    assertThat(ground.databases(database + "_")).isEmpty();
    assertThat(ground.databases(backup.location())).isEqualTo(backup.location());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "writes the ledger of the restored database",
        "gives it what DATABASE has",
        "lets transactions in DATABASE end",
        "swaps DATABASE"
      })
  void aFailureAtAnyStepLeavesBothDatabasesAsTheyWere(String step) throws Exception {
    String at = step.replace("DATABASE", database);
    QuietPulse pulse = new QuietPulse(words -> words.equals(at));

    assertThatThrownBy(() -> ground.restore(backup, 1, pulse))
        .isInstanceOf(CancellationException.class);

    bothAreAsTheyWere();
    assertThat(ground.restore(backup, 1).ran()).isEqualTo(1);
  }

  @Test
  void whatHangsOnTheDatabaseItselfIsListedFirst() throws Exception {
    String pointing = database + "_reports";
    ground.run(
        "CREATE PUBLICATION feed FOR TABLE shop.tenants; CREATE SCHEMA cron; CREATE TABLE cron.job"
            + " (jobid int, jobname text, schedule text, database text); INSERT INTO cron.job"
            + " VALUES (1, 'nightly', '0 3 * * *', current_database()); CREATE FUNCTION shop.seen()"
            + " RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER seen ON"
            + " sql_drop EXECUTE FUNCTION shop.seen(); CREATE SUBSCRIPTION sub CONNECTION"
            + " 'dbname=none' PUBLICATION x WITH (connect = false, slot_name = NONE)");
    ground.runIn("postgres", "CREATE DATABASE " + pointing);
    ground.runIn(
        pointing,
        "CREATE EXTENSION postgres_fdw; CREATE SERVER shop FOREIGN DATA WRAPPER postgres_fdw"
            + " OPTIONS (dbname '"
            + database
            + "')");
    try (Connection web = ground.target.connect("web");
        Connection other = ground.target.connect("web")) {
      assertThat(web.isValid(1) && other.isValid(1)).isTrue();

      Foreseen seen = ground.foresee(BACKUP, backup);

      assertThat(seen.impossible()).isEmpty();
      assertThat(seen.breaks())
          .filteredOn(SwapRestoreTest::ofThisDatabase)
          .containsExactly(
              database
                  + " is swapped: running transactions have 5 s to end, then every session in it is"
                  + " ended; the former database is kept beside it",
              "publication feed is that of the backup, and whoever subscribes to it reads from a"
                  + " slot of the former database",
              "subscription sub goes on filling the former database; in the restored one it is"
                  + " disabled: drop the one there, enable the one here",
              "event trigger seen (sql_drop) does not fire for what a restore does",
              "2 sessions of web (" + ground.target.user() + ") are ended",
              "job nightly of pg_cron (0 3 * * *) is that of the backup again, and what it did since"
                  + " is not done",
              "foreign server shop of database "
                  + pointing
                  + " points here: its sessions are ended, and it then reads what the backup held");
    } finally {
      ground.runIn("postgres", "DROP DATABASE " + pointing);
      ground.run("DROP SUBSCRIPTION sub");
    }
  }

  @Test
  void aReplicationSlotIsNamedAndStaysWithTheFormerDatabase() throws Exception {
    String slot = "feed_" + database;
    String where = "SELECT database FROM pg_replication_slots WHERE slot_name = '" + slot + "'";
    ground.run("CREATE PUBLICATION feed FOR TABLE shop.tenants");
    ground.ask("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')::text");
    try {
      String stays =
          "replication slot "
              + slot
              + " (pgoutput) stays with the former database: drop it and make it anew, and what reads"
              + " from it begins with a copy";
      assertThat(ground.foresee(BACKUP, backup).breaks())
          .contains(stays)
          .contains(
              "publication feed is that of the backup, and whoever subscribes to it reads from a"
                  + " slot of the former database");

      Effect effect = ground.restore(backup, 1);

      assertThat(effect.notices()).contains(stays);
      assertThat(ground.ask(where)).isEqualTo(database + "_before_restore_20261121_020304");
      assertThat(ground.ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    } finally {
      ground.runIn(ground.ask(where), "SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  @Test
  void whatWasBrokenIsToldWithTheWayBack() throws Exception {
    ground.run("CREATE PUBLICATION feed FOR TABLE shop.tenants");

    Effect effect = ground.restore(backup, 1);

    String kept = database + "_before_restore_20261121_020304";
    List<String> told = effect.notices().stream().filter(SwapRestoreTest::ofThisDatabase).toList();
    assertThat(told)
        .containsExactly(
            "publication feed is that of the backup, and whoever subscribes to it reads from a slot"
                + " of the former database",
            "to go back, from another database, once everybody has left: BEGIN; ALTER DATABASE \""
                + database
                + "\" RENAME TO \""
                + database
                + "_restored\"; ALTER DATABASE \""
                + kept
                + "\" RENAME TO \""
                + database
                + "\"; COMMIT");
    String back = told.get(1);
    for (String sql : back.substring(back.indexOf("BEGIN; ") + 7).split("; ")) {
      if (!sql.equals("COMMIT")) {
        ground.runIn("postgres", sql);
      }
    }
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("10");
  }

  @Test
  void aTransactionThatEndsInTimeIsWaitedForAndOneThatDoesNotIsEnded() throws Exception {
    try (Connection busy = ground.target.connect("busy")) {
      busy.setAutoCommit(false);
      busy.createStatement().execute("INSERT INTO shop.tenants (name) VALUES ('in time')");
      QuietPulse pulse =
          new QuietPulse(
              words -> {
                if (words.startsWith("waits for 1 transactions")) {
                  commit(busy);
                }
                return false;
              });
      Effect effect = ground.restore(backup, 1, pulse);
      String kept = effect.values().get(3).text();
      assertThat(ground.askIn(kept, "SELECT count(*) FROM shop.tenants WHERE name = 'in time'"))
          .isEqualTo("1");
    }
    try (Connection busy = ground.target.connect("busy")) {
      busy.setAutoCommit(false);
      busy.createStatement().execute("INSERT INTO shop.tenants (name) VALUES ('late')");
      JsonNode soon = JsonNodeFactory.instance.objectNode().put("drain", "200ms");
      Effect effect = ground.restore(soon, backup, 2, new QuietPulse());
      assertThat(effect.values().get(2).number().longValue()).isBetween(200L, 90_000L);
      assertThatThrownBy(() -> busy.commit()).isInstanceOf(SQLException.class);
    }
  }

  private static void commit(Connection busy) {
    try {
      busy.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLoginThatMayNotCarryOverWhatTheDatabaseHasIsToldBeforeAnythingIsMade() throws Exception {
    ground.run(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'carrier') THEN CREATE"
            + " ROLE carrier LOGIN CREATEDB PASSWORD 'carrier'; END IF; END $$");
    ground.run("ALTER DATABASE " + database + " OWNER TO carrier");
    ground.run("ALTER DATABASE " + database + " SET log_min_duration_statement = 500");
    ground.run("ALTER ROLE shop_app IN DATABASE " + database + " SET work_mem = '5MB'");
    Files.writeString(home.resolve("carrier"), "carrier");
    Ground carrier = ground.as("carrier", home.resolve("carrier"));
    try (Connection session = OwnDatabase.open(ground.target, "test")) {
      assertThat(Swaps.lock(session, "none").database()).isEqualTo("none");
    }
    ground.runIn(
        "soakgate",
        "GRANT CONNECT ON DATABASE soakgate TO carrier; GRANT USAGE ON SCHEMA soakgate TO carrier;"
            + " GRANT SELECT, INSERT, UPDATE ON soakgate.swap TO carrier");

    assertThatThrownBy(() -> carrier.restore(backup, 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e ->
                assertThat(e.getOriginalMessage())
                    .startsWith(
                        database
                            + " cannot be swapped: this login may not give its successor what it"
                            + " has: ")
                    .contains("SET \"log_min_duration_statement\" TO '500' (")
                    .contains("ALTER ROLE shop_app IN DATABASE " + database + " SET \"work_mem\"")
                    .endsWith("; grant it that, or restore named schemas"));
    bothAreAsTheyWere();
    assertThat(ground.ask("SHOW log_min_duration_statement")).isEqualTo("500ms");
  }

  /** The server of the tests has more databases than are looked into. */
  private static boolean ofThisDatabase(String words) {
    return !words.endsWith(" more databases were not looked into");
  }
}
