package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class RestoreFailureTest {
  @TempDir Path home;
  private Ground ground;
  private BackupResult backup;

  @BeforeEach
  void takeABackupAndChangeTheDatabase() throws Exception {
    ground = Ground.in(home);
    backup = ground.take("dump", new QuietPulse());
    ground.run("DELETE FROM shop.orders WHERE id > 10");
  }

  private void nothingWasTouched() throws Exception {
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("10");
    assertThat(ground.databases(ground.target.database() + "_")).isEmpty();
  }

  @Test
  void aChangedCloneIsRefused() throws Exception {
    BackupResult clone = ground.take("clone", new QuietPulse());
    ground.runIn("postgres", "ALTER DATABASE " + clone.location() + " ALLOW_CONNECTIONS true");
    ground.runIn(clone.location(), "UPDATE shop.tenants SET name = 'x' WHERE id = 1");

    assertThatThrownBy(() -> ground.restore(clone, 1))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("was changed since it was taken");
    nothingWasTouched();
  }

  @Test
  void aFolderOutsideTheBackupsIsRefused() throws Exception {
    BackupResult elsewhere =
        new BackupResult("x/y/z", "dump", "z", "/etc", "00", List.of(), true, "");
    assertThatThrownBy(() -> ground.restore(elsewhere, 1))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining(
            "backup x/y/z lies in /etc, outside this worker's folder for backups "
                + ground.folders.backups()
                + "; run the worker with that folder");
  }

  @Test
  void aCancelledRestoreLeavesTheDatabaseAsItWas() throws Exception {
    QuietPulse pulse = new QuietPulse(words -> words.startsWith("read "));
    assertThatThrownBy(() -> ground.restore(backup, 1, pulse))
        .isInstanceOf(CancellationException.class);
    nothingWasTouched();
  }

  @Test
  void aCrashBetweenTheRenamesAndTheirRecordChangesNothingAndTheNextAttemptSwapsOnce()
      throws Exception {
    ground.restore(backup, 1);
    ground.run("DELETE FROM shop.orders WHERE id > 10");
    String before = ground.ask("SELECT oid FROM pg_database WHERE datname = current_database()");
    ground.runIn("soakgate", CRASH);
    try {
      assertThatThrownBy(() -> ground.restore(backup, 2)).isInstanceOf(SQLException.class);
    } finally {
      ground.runIn("soakgate", "DROP FUNCTION soakgate.crash() CASCADE");
    }
    assertThat(ground.ask("SELECT oid FROM pg_database WHERE datname = current_database()"))
        .isEqualTo(before);
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("10");

    Effect second = ground.restore(backup, 2);
    Effect third = ground.restore(backup, 2);

    assertThat(second.ran()).isEqualTo(1);
    assertThat(third.ran()).isZero();
    assertThat(third.alreadyDone()).isEqualTo(1);
    assertThat(third.words())
        .isEqualTo(
            "%1$s was restored from deploy-1/production/bk_20261121 by an earlier attempt; the former database is kept as %1$s_before_restore_20261121_020304_2"
                .formatted(ground.target.database()));
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("3000");
    assertThat(ground.databases(ground.target.database() + "_soakgate")).isEmpty();
  }

  private static final String CRASH =
      """
      CREATE FUNCTION soakgate.crash() RETURNS trigger LANGUAGE plpgsql AS
        $f$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $f$;
      CREATE TRIGGER crash BEFORE UPDATE ON soakgate.swap
        FOR EACH ROW EXECUTE FUNCTION soakgate.crash()
      """;

  @Test
  void aLaterAskFencesOffAnEarlierOne() throws Exception {
    ground.restore(backup, 2);
    assertThatThrownBy(() -> ground.restore(backup, 1))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("a later attempt has taken over this restore; this one does nothing");
  }

  @Test
  void aClientThatReconnectsAllTheTimeIsKeptOutOnlyForAMoment() throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    List<String> seen = new ArrayList<>();
    Thread client = new Thread(() -> reconnect(stop, seen));
    client.start();
    Effect effect;
    try {
      effect = ground.restore(backup, 1);
    } finally {
      stop.countDown();
      client.join();
    }
    assertThat(effect.ran()).isEqualTo(1);
    assertThat(seen.get(0)).isEqualTo("10");
    assertThat(longestGap(seen)).as("failures in a row, 50 ms apart").isLessThan(40);
    assertThat(ground.ask("SELECT count(*) FROM shop.orders")).isEqualTo("3000");
  }

  private void reconnect(CountDownLatch stop, List<String> seen) {
    try {
      do {
        seen.add(once());
      } while (!stop.await(50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String once() {
    try (Connection session = ground.target.connect("client");
        Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*), pg_sleep(0.02) FROM shop.orders")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      return "failed";
    }
  }

  private static int longestGap(List<String> seen) {
    int longest = 0;
    int now = 0;
    for (String one : seen) {
      now = one.equals("failed") ? now + 1 : 0;
      longest = Math.max(longest, now);
    }
    return longest;
  }

  @Test
  void aLoginThatMayNotRenameIsRefusedWithTheFallback() throws Exception {
    ground.run(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') THEN CREATE ROLE"
            + " guest LOGIN CREATEDB PASSWORD 'guest'; END IF; END $$");
    Files.writeString(home.resolve("guest"), "guest");
    Ground guest = ground.as("guest", home.resolve("guest"));

    assertThatThrownBy(() -> guest.restore(backup, 1))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining(
            "guest may not rename "
                + ground.target.database()
                + ": it must own it and have CREATEDB; give it both, undo the changes instead, or"
                + " let a person use the provider's own restore");
  }

  @Test
  void aDatabaseOfTheNewNameThatIsNotOursIsLeftAlone() throws Exception {
    String name = ground.target.database() + "_soakgate_new";
    ground.runIn("postgres", "CREATE DATABASE " + name);
    assertThatThrownBy(() -> ground.restore(backup, 1))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining(
            "a database " + name + " is there and not of Soakgate's making; rename or drop it");
    assertThat(ground.databases(name)).isEqualTo(name);
  }

  @Test
  void aTwinThatIsAtWorkIsNamed() throws Exception {
    try (Connection session = OwnDatabase.open(ground.target, "test")) {
      assertThat(Optional.of(Swaps.lock(session, ground.target.database()))).isPresent();
      assertThatThrownBy(() -> ground.restore(backup, 1))
          .isInstanceOf(SQLException.class)
          .hasMessage(
              "another restore of " + ground.target.database() + " is at work; it is tried again");
    }
  }
}
