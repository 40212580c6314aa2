package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.saw;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.plan.Unit;
import io.soakgate.probe.look.Looks;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself tells a watch; the conditions are made true in a real database. */
@Tag("postgres")
class WatchSourcesTest {
  private static final Instant START = Lab.NOW.minusSeconds(300);
  private static final Span BUCKET = new Span(START, Lab.NOW, START);
  private static final String STATEMENTS = "{like: ordering, longer-than: 300ms}";

  private static final String HIDDEN =
      "what (1 session does|\\d+ sessions do) is hidden from looker_\\w+; GRANT pg_read_all_stats"
          + " to it";

  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA app",
            "CREATE TABLE app.ordering (id int PRIMARY KEY)",
            "INSERT INTO app.ordering SELECT generate_series(1, 3000)");
  }

  @Test
  void onlyDeadlocksWithinTheBucketCount() throws Exception {
    deadlock();
    Measurement first = until("transactions", "{}", m -> number(m, "deadlocks") == 1);
    Measurement locks = sample("locks", "{}");
    assertThat(fold("transactions", first, sample("transactions", "{}")).value("deadlocks"))
        .contains(figure("deadlocks", "0"));

    deadlock();
    Measurement second = until("transactions", "{}", m -> number(m, "deadlocks") == 2);

    assertThat(fold("transactions", first, second).value("deadlocks"))
        .contains(figure("deadlocks", "1"));
    assertThat(fold("locks", locks, sample("locks", "{}")).value("deadlocks"))
        .contains(figure("deadlocks", "1"));
  }

  @Test
  void statisticsThatWereResetWithinTheBucketAreNoData() throws Exception {
    Measurement transactions = sample("transactions", "{}");
    Measurement cache = sample("cache", "least: 1");
    lab.run("SELECT pg_stat_reset()");

    assertThat(fold("transactions", transactions, sample("transactions", "{}")).blind())
        .startsWith("the counters began anew within the bucket: they count since 20");
    assertThat(fold("cache", cache, until("cache", "least: 1", m -> m.blind() == null)).blind())
        .startsWith("the counters began anew within the bucket: they count since 20");
  }

  @Test
  void deadlocksBesideAResetAreNoData() {
    Measurement before =
        saw(figure("waiting", "2"), figure("deadlocks", "1"), word(Counters.SINCE, "06:00"));
    Measurement after =
        saw(figure("waiting", "0"), figure("deadlocks", "3"), word(Counters.SINCE, "07:00"));

    assertThat(fold("locks", before, after))
        .as("three since the reset, and nobody knows how many before it")
        .isEqualTo(
            Lab.noted(
                "deadlocks is left out: the counters began anew within the bucket: they count since"
                    + " 07:00, and counted since 06:00 before",
                figure("waiting", "2"),
                word(Counters.SINCE, "07:00")));
  }

  @Test
  void aServerThatWasStartedAgainWithinTheBucketIsNoData() {
    Measurement before = saw(figure("commits", "7"), word(Counters.SINCE, "06:00"));
    Measurement after = saw(figure("commits", "900"), word(Counters.SINCE, "07:00"));

    assertThat(fold("transactions", before, after))
        .isEqualTo(
            Lab.blind(
                "the counters began anew within the bucket: they count since 07:00, and counted"
                    + " since 06:00 before"));
    assertThat(fold("transactions", after))
        .isEqualTo(Lab.blind("one look at counters says nothing about a bucket"));
  }

  @Test
  void transactionsThatStayOpenAreSeen() throws Exception {
    try (Connection idle = lab.target.connect("forgotten");
        Statement statement = idle.createStatement()) {
      idle.setAutoCommit(false);
      statement.execute("SELECT 1");
      Measurement seen = until("activity", "{}", m -> number(m, "longest-idle") > 0);

      assertThat(seen.values())
          .contains(figure("idle-in-transaction", "1"), figure("waiting", "0"));
      assertThat(number(seen, "longest-transaction")).isGreaterThanOrEqualTo(1);
      assertThat(seen.note()).matches("the oldest transaction: pid \\d+ \\(forgotten\\)");
    }
    assertThat(
            fold(
                    "activity",
                    saw(figure("active", "3")),
                    Lab.blind("gone"),
                    saw(figure("active", "1")))
                .values())
        .as("the worst of the bucket")
        .containsExactly(figure("active", "3"));
  }

  @Test
  void whatIsHiddenFromTheLoginIsNotHealthy() throws Exception {
    String looker = looker();
    try (Connection other = lab.target.connect("other");
        Statement statement = other.createStatement()) {
      statement.execute("SELECT 1");
      lab.target = as(looker);

      assertThat(lab.look("activity", "{}").blind()).matches(HIDDEN);
      Measurement connections = lab.look("connections", "{}");
      assertThat(connections.values())
          .extracting(Value::name)
          .containsExactly("used-share", "used", "max");
      assertThat(connections.note()).matches("idle-in-transaction is left out: " + HIDDEN);
      assertThat(lab.look("corruption", "{schema: app}").blind())
          .matches(
              "amcheck is not installed in \\w+, and looker_\\w+ may not create it \\(42501\\);"
                  + " have a superuser run CREATE EXTENSION amcheck and GRANT EXECUTE on its"
                  + " functions to looker_\\w+");
    }
  }

  @Test
  void howLongAHiddenSessionHoldsALockIsNotTold() throws Exception {
    String looker = looker();
    try (Connection holder = lab.target.connect("holder");
        Connection waiter = lab.target.connect("waiter");
        Statement holds = holder.createStatement();
        Statement waits = waiter.createStatement()) {
      holder.setAutoCommit(false);
      holds.execute("LOCK TABLE app.ordering");
      CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> ran(waits, 1));
      Measurement all = until("locks", "{}", m -> number(m, "waiting") == 1);
      lab.target = as(looker);
      Measurement seen = sample("locks", "{}");

      assertThat(all.value("longest-held")).isPresent();
      assertThat(seen.value("longest-held")).isEmpty();
      assertThat(seen.values()).contains(figure("waiting", "1"), figure("blockers", "1"));
      assertThat(seen.note())
          .matches(
              "waited for: pid \\d+ \\(holder\\)\nlongest-held is left out: what 1 session does"
                  + " is hidden from looker_\\w+; GRANT pg_read_all_stats to it");
      assertThat(fold("locks", all, seen, all).value("longest-held"))
          .as("what one of the samples could not tell")
          .isEmpty();
      holder.rollback();
      assertThat(waiting.get(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sample("locks", "{}").value("longest-held"))
        .as("where nobody is waited for, nothing is hidden")
        .contains(Value.number("longest-held", BigDecimal.ZERO, Unit.MILLIS));
  }

  @Test
  void aSlotThatNobodyReadsKeepsWhatWasWritten() throws Exception {
    String slot = "slot_" + lab.target.database();
    lab.run("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
    try {
      lab.run("INSERT INTO app.ordering SELECT generate_series(3001, 9000)");
      Measurement seen = lab.look("replication", "{}");

      assertThat(number(seen, "inactive-slots")).isGreaterThanOrEqualTo(1);
      assertThat(number(seen, "retained")).isGreaterThan(100_000);
      assertThat(seen.value("standbys")).contains(figure("standbys", "0"));
      assertThat(seen.value("lag")).as("without a standby there is none to tell").isEmpty();
    } finally {
      lab.run("SELECT pg_drop_replication_slot('" + slot + "')");
    }
    assertThat(
            fold(
                    "replication",
                    saw(figure("standbys", "2"), figure("lag", "9")),
                    saw(figure("standbys", "1"), figure("lag", "5")),
                    saw(figure("standbys", "2"), figure("lag", "1")))
                .values())
        .containsExactly(figure("standbys", "1"), figure("lag", "9"));
  }

  @Test
  void deadRowsAreSeenUntilTheyAreVacuumed() throws Exception {
    lab.run(
        "ALTER TABLE app.ordering SET (autovacuum_enabled = off)",
        "DELETE FROM app.ordering WHERE id <= 1500");
    Measurement seen = until("vacuum", "{schema: app}", m -> number(m, "dead-rows") == 1500);

    assertThat(seen.value("dead-share").orElseThrow())
        .isEqualTo(Value.number("dead-share", new BigDecimal("50.00"), Unit.PERCENT));
    assertThat(seen.value("oldest")).as("never vacuumed").isEmpty();
    assertThat(seen.note()).isEqualTo("most dead rows: app.ordering");
    lab.run("VACUUM app.ordering");
    Measurement clean = until("vacuum", "{schema: app}", m -> number(m, "dead-rows") == 0);
    assertThat(clean.value("oldest")).isPresent();
    assertThat(lab.look("vacuum", "{schema: nowhere}"))
        .isEqualTo(Lab.blind("the schema nowhere holds no table"));
  }

  @Test
  void statementsAreSlowByTheirCallsWithinTheBucket() throws Exception {
    lab.run("CREATE EXTENSION pg_stat_statements");
    for (int i = 0; i < 5; i++) {
      lab.run("SELECT count(*) FROM app.ordering WHERE id > " + i);
    }
    lab.run("SELECT pg_sleep(3) FROM app.ordering WHERE id = 1");
    Measurement first = sample("slow-statements", STATEMENTS);
    assertThat(first.values()).contains(figure("slow", "1"));
    lab.run("SELECT count(*) FROM app.ordering WHERE id > 9");

    Measurement bucket = fold("slow-statements", first, sample("slow-statements", STATEMENTS));

    assertThat(bucket.values())
        .as("what was slow before is not what is slow now")
        .contains(figure("slow", "0"), figure("statements", "1"), figure("calls", "1"));
    assertThat(bucket.note()).endsWith("1 calls: SELECT count(*) FROM app.ordering WHERE id > $1");
    lab.run("SELECT pg_sleep(0.4) FROM app.ordering WHERE id = 2");
    Measurement slow = fold("slow-statements", first, sample("slow-statements", STATEMENTS));
    assertThat(slow.values()).contains(figure("slow", "1"), figure("statements", "2"));
    assertThat(slow.value("slowest-mean").orElseThrow().number())
        .as("the mean of the bucket's calls alone, with that of before it is 1700")
        .isBetween(new BigDecimal(400), new BigDecimal(1690));
  }

  /** M-105. */
  @Test
  void damagedIndexesAreNamed() throws Exception {
    lab.run(
        "CREATE FUNCTION app.cmp(int, int) RETURNS int IMMUTABLE LANGUAGE sql"
            + " AS 'SELECT btint4cmp($1, $2)'",
        "CREATE OPERATOR CLASS app.whim FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=,"
            + " OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 app.cmp(int, int)",
        "CREATE INDEX by_whim ON app.ordering (id app.whim)");
    assertThat(lab.look("corruption", "{schema: app}"))
        .isEqualTo(
            saw(figure("damaged", "0"), figure("checked", "3"), figure("checksum-failures", "0")));

    lab.run(
        "CREATE OR REPLACE FUNCTION app.cmp(int, int) RETURNS int IMMUTABLE LANGUAGE sql"
            + " AS 'SELECT btint4cmp($2, $1)'");
    Measurement seen = lab.look("corruption", "{schema: app}");

    assertThat(seen.values()).contains(figure("damaged", "1"), figure("checked", "3"));
    assertThat(seen.note())
        .isEqualTo("app.by_whim: item order invariant violated for index \"by_whim\" (XX002)");
    assertThat(lab.look("extension", "{name: amcheck}").values())
        .as("what was created for the look is gone")
        .contains(word("installed", "false"));
    assertThat(lab.look("corruption", "{schema: nowhere}"))
        .isEqualTo(Lab.blind("the schema nowhere holds nothing to check"));
  }

  private String looker() {
    String database = lab.target.database();
    lab.run(
        "CREATE ROLE looker_%s LOGIN PASSWORD 'x'".formatted(database),
        "GRANT CONNECT ON DATABASE %s TO looker_%s".formatted(database, database));
    return "looker_" + database;
  }

  private void deadlock() throws Exception {
    try (Connection one = lab.target.connect("one");
        Connection two = lab.target.connect("two");
        Statement first = one.createStatement();
        Statement second = two.createStatement()) {
      one.setAutoCommit(false);
      two.setAutoCommit(false);
      first.execute("SET LOCAL deadlock_timeout = '20ms'");
      second.execute("SET LOCAL deadlock_timeout = '20ms'");
      first.execute("UPDATE app.ordering SET id = id WHERE id = 1");
      second.execute("UPDATE app.ordering SET id = id WHERE id = 2");
      CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> ran(first, 2));
      boolean ran = ran(second, 1);
      assertThat(waits.get(90, TimeUnit.SECONDS) && ran).as("both of them ran").isFalse();
    }
  }

  private static boolean ran(Statement statement, int id) {
    try {
      return !statement.execute("UPDATE app.ordering SET id = id WHERE id = " + id);
    } catch (SQLException e) {
      return false;
    }
  }

  private Target as(String user) throws Exception {
    Path password = Files.writeString(lab.folders.plans().resolve("../other"), "x");
    return new Target(
        lab.target.name(),
        lab.target.host(),
        lab.target.port(),
        lab.target.database(),
        user,
        new Secret("file:" + password.toAbsolutePath()),
        true,
        true,
        true,
        List.of());
  }

  /** As a sample of a bucket. */
  private Measurement sample(String kind, String yaml) throws InterruptedException {
    return new Looks(lab.probes(), Lab.CLOCK).look(Lab.request(null, kind, yaml).in(BUCKET));
  }

  /** Sessions tell their counters to the server when they end, which takes a moment. */
  private Measurement until(String kind, String yaml, Predicate<Measurement> seen)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    Measurement last = sample(kind, yaml);
    while (!seen.test(last) && System.nanoTime() < end) {
      last = sample(kind, yaml);
    }
    return last;
  }

  private Measurement fold(String kind, Measurement... samples) {
    return lab.probes().kind(kind).orElseThrow().fold(List.of(samples));
  }

  private static long number(Measurement seen, String name) {
    return seen.value(name).map(Value::number).map(BigDecimal::longValue).orElse(-1L);
  }
}
