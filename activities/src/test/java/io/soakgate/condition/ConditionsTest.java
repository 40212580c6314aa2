package io.soakgate.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Conditions;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.target.Limits;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class ConditionsTest {
  @TempDir private Path home;
  private Site site;

  @BeforeEach
  void begin() {
    site = new Site(home);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void aQuietTargetIsFineInEverythingThatCanBeSeen() {
    Conditions seen = site.look();
    assertThat(seen.list())
        .extracting(Condition::what)
        .containsExactly(
            "lease",
            "server",
            "blockers",
            "other deployers",
            "transactions",
            "idle in transaction",
            "prepared transactions",
            "autovacuum",
            "replicas",
            "replication slots",
            "disk",
            "connections");
    assertThat(seen.list())
        .filteredOn(c -> c.level() != Level.FINE && !c.what().equals("lease"))
        .isEmpty();
    assertThat(seen.catalog()).matches("[0-9a-f]{64}");
    assertThat(seen.server()).matches("system \\d+, database oid \\d+");
    assertThat(seen.patience()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whoHoldsLocksOnWhatTheNextChangeNamesIsABlockerNamedWithoutItsData() {
    Connection holder =
        site.other("reporting", "UPDATE orders SET note = 's3cret-canary' WHERE id = 1");
    Condition seen = Site.one(site.look(), "blockers");

    assertThat(seen.level()).isEqualTo(Level.WAIT);
    assertThat(seen.figure()).isEqualTo("1");
    assertThat(seen.words())
        .isEqualTo("1 session holds locks on what is to be changed for longer than 0 s");
    assertThat(seen.rows())
        .singleElement()
        .asString()
        .matches(
            "pid "
                + Site.pid(holder)
                + " of \\S+ \\(reporting\\), idle in transaction, open \\d+ s: UPDATE orders SET"
                + " note = \\? WHERE id = \\? \\[holds locks on orders]");
  }

  @Test
  void whoHoldsLocksOnOtherTablesIsNone() {
    site.other("reporting", "UPDATE other SET id = 2");
    assertThat(Site.level(site.look(), "blockers")).isEqualTo(Level.FINE);
  }

  @Test
  void aTableThatOnlyAnotherChangeNamesDoesNotHoldThisOne() {
    site.admit("sql/other.sql", "ALTER TABLE other ADD COLUMN a int;");
    site.other("reporting", "UPDATE other SET id = 2");
    assertThat(Site.level(site.look(), "blockers")).isEqualTo(Level.FINE);

    ConditionsRequest all =
        new ConditionsRequest(Site.scope(), "go", null, null, site.scripts, null, null, null);
    assertThat(Site.level(site.looking().look(all), "blockers")).isEqualTo(Level.WAIT);
  }

  @Test
  void theDeploymentsOwnSessionsAreNotInItsWay() {
    site.other("soakgate/d-1/orders", "UPDATE orders SET note = 'b'");
    Conditions seen = site.look();
    assertThat(Site.level(seen, "blockers")).isEqualTo(Level.FINE);
    assertThat(Site.level(seen, "transactions")).isEqualTo(Level.FINE);
  }

  @Test
  void openAndIdleTransactionsAreToldAndDoNotHold() {
    Connection idle = site.other("psql", "SELECT 1");
    Conditions seen = site.look();
    Condition open = Site.one(seen, "transactions");
    assertThat(open.level()).isEqualTo(Level.WARN);
    assertThat(open.words())
        .isEqualTo("1 open for longer than 0 s; indexes built concurrently wait for it");
    assertThat(open.rows()).singleElement().asString().startsWith("pid " + Site.pid(idle));
    assertThat(Site.one(seen, "idle in transaction").words())
        .isEqualTo("1 do nothing for longer than 0 s, and keep their locks");
    assertThat(Site.level(seen, "blockers")).isEqualTo(Level.FINE);
  }

  @Test
  void anotherToolAtWorkIsWaitedFor() {
    site.other("Flyway by Redgate", "SELECT 1");
    assertThat(Site.one(site.look(), "other deployers").rows())
        .singleElement()
        .asString()
        .contains("(Flyway by Redgate)");
  }

  @Test
  void anotherToolsAdvisoryLockAndLiquibasesRowAreSeen() {
    site.other("app", "SELECT pg_advisory_lock(x'466C79776179'::bigint + 12345)");
    site.run(
        "CREATE TABLE databasechangeloglock (id int, locked boolean, lockedby text)",
        "INSERT INTO databasechangeloglock VALUES (1, true, 'build-7 (10.0.0.7)')");
    Condition seen = Site.one(site.look(), "other deployers");
    assertThat(seen.level()).isEqualTo(Level.WAIT);
    assertThat(seen.rows()).hasSize(2);
    assertThat(seen.rows().get(0)).contains("(app)").contains("pg_advisory_lock(x?::bigint + ?)");
    assertThat(seen.rows().get(1))
        .isEqualTo("Liquibase's lock in public.databasechangeloglock, by build-7 (10.0.0.7)");
  }

  @Test
  void anInactiveSlotIsToldAndOneThatKeepsTooMuchHolds() {
    String slot = "soakgate_test_" + site.target.database();
    site.run("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
    try {
      Condition seen = Site.one(site.look(), "replication slots");
      assertThat(seen.level()).isEqualTo(Level.WARN);
      assertThat(seen.rows()).anyMatch(r -> r.startsWith(slot + " (physical, not in use) keeps "));

      site.run("INSERT INTO other SELECT generate_series(1, 5000)");
      Limits little = limits(10_000, 90, null);
      Conditions again =
          site.looking(site.as(site.target.user(), little)).look(site.asks(null, null));
      assertThat(Site.level(again, "replication slots")).isEqualTo(Level.HOLD);
    } finally {
      site.run("SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  @Test
  void theDiskOfThisMachineIsMeasured() {
    Condition seen = Site.one(site.look(), "disk");
    assertThat(seen.words())
        .matches("[0-9.]+ [kMGT]?B are free, .* wanted: a fifth of the database");
  }

  @Test
  void aDiskThatCannotBeSeenIsNeverCalledFine() {
    site.run("DROP ROLE IF EXISTS plain", "CREATE ROLE plain LOGIN PASSWORD NULL");
    site.run("ALTER ROLE plain PASSWORD '" + site.target.password().reveal() + "'");
    try {
      Conditions seen =
          site.looking(site.as("plain", limits(1, 90, null))).look(site.asks(null, null));
      assertThat(Site.level(seen, "disk")).isEqualTo(Level.WARN);
      assertThat(Site.one(seen, "disk").words())
          .isEqualTo(
              "free space cannot be seen from here; say conditions: {disk: …} of the target, or"
                  + " look yourself");

      Conditions said =
          site.looking(site.as("plain", limits(1, 90, 1_000_000L))).look(site.asks(null, null));
      assertThat(Site.level(said, "disk")).isEqualTo(Level.HOLD);
      assertThat(Site.one(said, "disk").words()).contains(" of 1.0 MB are left at most");
    } finally {
      site.run("DROP ROLE plain");
    }
  }

  @Test
  void sessionsThatThisLoginMayNotLookAtAreSaid() {
    site.run("DROP ROLE IF EXISTS blind", "CREATE ROLE blind LOGIN PASSWORD NULL");
    site.run("ALTER ROLE blind PASSWORD '" + site.target.password().reveal() + "'");
    site.other("reporting", "UPDATE orders SET note = 'x'");
    try {
      Conditions seen = site.looking(site.as("blind", Site.SHORT)).look(site.asks(null, null));
      assertThat(Site.one(seen, "blockers").words())
          .isEqualTo(
              "1 session holds locks there whose age and query cannot be seen: GRANT"
                  + " pg_read_all_stats TO blind");
      assertThat(Site.one(seen, "transactions").words())
          .endsWith("be looked at: GRANT pg_read_all_stats TO blind");
    } finally {
      site.close();
      site.run("DROP ROLE blind");
    }
  }

  @Test
  void connectionsNearTheLimitAreWaitedFor() {
    List.of(1, 2, 3, 4).forEach(n -> site.other("app" + n, "SELECT 1"));
    Conditions seen =
        site.looking(site.as(site.target.user(), limits(1_000_000_000, 1, null)))
            .look(site.asks(null, null));
    Condition connections = Site.one(seen, "connections");
    assertThat(connections.level()).isEqualTo(Level.WAIT);
    assertThat(connections.words()).matches("\\d+ of \\d+ are in use");
  }

  @Tag("T-40")
  @Test
  void anotherDatabaseBehindTheAddressBars() {
    ConditionsRequest request =
        new ConditionsRequest(
            Site.scope(),
            "orders",
            null,
            null,
            site.scripts,
            "system 1, database oid 1",
            null,
            null);
    Condition seen = Site.one(site.looking().look(request), "server");
    assertThat(seen.level()).isEqualTo(Level.BAR);
    assertThat(seen.words())
        .startsWith("it is another database than the one looked at first: system ")
        .endsWith(", then system 1, database oid 1");
  }

  private static Limits limits(long retained, int connections, Long disk) {
    return new Limits(
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        retained,
        connections,
        disk,
        Duration.ofMinutes(5),
        Duration.ofHours(4));
  }
}
