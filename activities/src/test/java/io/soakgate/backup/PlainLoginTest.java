package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.embedded.OwnedProcess;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login as a managed service gives it: it owns its database, has CREATEDB, and no more. */
@Tag("postgres")
class PlainLoginTest {
  private static final String ROLE =
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keeper') THEN CREATE ROLE"
          + " keeper LOGIN CREATEDB PASSWORD 'keeper'; END IF; END $$";
  @TempDir Path home;
  private Ground superuser;
  private Ground keeper;

  @BeforeEach
  void makeADatabaseOfItsOwn() throws Exception {
    superuser = Ground.in(home);
    superuser.run("DROP SCHEMA shop CASCADE; DROP EXTENSION pg_trgm; " + ROLE);
    superuser.run("ALTER DATABASE " + superuser.target.database() + " OWNER TO keeper");
    Files.writeString(home.resolve("keeper"), "keeper");
    keeper = superuser.as("keeper", home.resolve("keeper"));
    keeper.run(Ground.sample());
    try (Connection session = OwnDatabase.open(superuser.target, "test")) {
      assertThat(Swaps.lock(session, "none").database()).isEqualTo("none");
    }
    superuser.runIn(
        "soakgate",
        "GRANT CONNECT ON DATABASE soakgate TO keeper; GRANT USAGE ON SCHEMA soakgate TO keeper;"
            + " GRANT SELECT, INSERT, UPDATE ON soakgate.swap TO keeper");
  }

  @Test
  void backsUpAndRestoresItsOwnDatabase() throws Exception {
    Fingerprint before = keeper.fingerprint();
    BackupResult backup = keeper.take("dump", new QuietPulse());
    assertThat(backup.words()).endsWith("every count and content hash matched");
    keeper.run("DROP TABLE shop.orders CASCADE");

    keeper.restore(backup, 1);

    assertThat(FingerprintDiff.between(before, keeper.fingerprint()).lines()).isEmpty();
  }

  @Test
  void namesTheSessionsItMayNotEndAndLeavesBothDatabasesReachable() throws Exception {
    BackupResult backup = keeper.take("dump", new QuietPulse());
    try (Connection other = superuser.target.connect("the boss")) {
      assertThat(other.isValid(5)).isTrue();
      assertThatThrownBy(() -> keeper.restore(backup, 1))
          .isInstanceOf(SQLException.class)
          .message()
          .matches(
              "test_\\d+ cannot be renamed while others are in it: the boss \\(\\w+, pid \\d+,"
                  + " age not shown to this login\\); end them, both databases are as they were");
    }
    superuser.run("GRANT pg_monitor TO keeper");
    try (Connection other = superuser.target.connect("the boss")) {
      assertThat(other.isValid(5)).isTrue();
      assertThatThrownBy(() -> keeper.restore(backup, 2))
          .hasMessageContaining("the boss (")
          .hasMessageContaining(", there for ");
    } finally {
      superuser.run("REVOKE pg_monitor FROM keeper");
    }
    assertThat(keeper.ask("SELECT count(*) FROM shop.orders")).isEqualTo("3000");
    assertThat(keeper.databases(keeper.target.database() + "_")).isEmpty();
  }

  @Test
  void dropsADatabaseThatTheServerIsVacuuming() throws Exception {
    keeper.run(
        "CREATE TABLE shop.worn (n int) WITH (autovacuum_vacuum_threshold = 1,"
            + " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
            + " autovacuum_vacuum_cost_limit = 1);"
            + " INSERT INTO shop.worn SELECT generate_series(1, 50000); DELETE FROM shop.worn");
    String name = keeper.target.database();
    superuser.runIn("soakgate", "ALTER SYSTEM SET autovacuum_naptime = '1s'");
    superuser.runIn("soakgate", "SELECT pg_reload_conf()");
    try (Connection session = OwnDatabase.open(keeper.target, "test")) {
      ServerDatabases server = new ServerDatabases(session, new QuietPulse());
      untilVacuumed(session, name);

      server.drop(name);

      assertThat(server.oid(name)).isZero();
    } finally {
      superuser.runIn("soakgate", "ALTER SYSTEM RESET autovacuum_naptime");
      superuser.runIn("soakgate", "SELECT pg_reload_conf()");
    }
  }

  private static void untilVacuumed(Connection session, String name) throws Exception {
    OwnedProcess.await(() -> vacuumed(session, name), Duration.ofMinutes(3));
    assertThat(vacuumed(session, name)).isTrue();
  }

  private static boolean vacuumed(Connection session, String name) {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usesysid IS NULL AND datname = '"
                    + name
                    + "'")) {
      row.next();
      return row.getInt(1) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isToldWhatToAskForWhereAnotherLoginMadeTheSmallDatabase() throws Exception {
    superuser.runIn("soakgate", "REVOKE CONNECT ON DATABASE soakgate FROM keeper");
    assertThatThrownBy(() -> keeper.take("dump", new QuietPulse()))
        .isInstanceOf(ApplicationFailure.class)
        .message()
        .contains(
            "was made by another login; as that one: GRANT CONNECT ON DATABASE soakgate TO keeper;"
                + " GRANT USAGE ON SCHEMA soakgate TO keeper; GRANT SELECT, INSERT, UPDATE ON"
                + " soakgate.swap TO keeper");
  }
}
