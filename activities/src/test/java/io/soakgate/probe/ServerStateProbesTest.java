package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.saw;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code indexes}, {@code locks}, {@code size} and {@code extension}. */
@Tag("postgres")
class ServerStateProbesTest {
  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA app",
            "CREATE TABLE app.owner (id int PRIMARY KEY)",
            "CREATE TABLE app.item (id int PRIMARY KEY, name text,"
                + " owner int REFERENCES app.owner)",
            "INSERT INTO app.item SELECT i, 'n' || i FROM generate_series(1, 2000) i",
            "CREATE INDEX item_name ON app.item (name)",
            "CREATE INDEX item_name_again ON app.item (name)",
            "ANALYZE app.item");
  }

  @Test
  void indexesAreToldWithWhatTheyAreGoodFor() throws Exception {
    Measurement seen = lab.look("indexes", "{schema: app}");

    assertThat(seen.values())
        .startsWith(
            figure("indexes", "4"),
            figure("invalid", "0"),
            figure("duplicate", "1"),
            figure("foreign-keys-without-index", "1"),
            figure("unused", "2"));
    assertThat(seen.note()).isEqualTo("unused: item_name, item_name_again");
    assertThat(seen.value("usage")).as("fewer scans than least-scans").isEmpty();
    assertThat(lab.look("indexes", "{tables: [app.owner]}").values())
        .startsWith(figure("indexes", "1"));
  }

  @Test
  void theShareOfScansThroughAnIndexIsThatOfLargeTables() throws Exception {
    lab.run(
        "SET enable_seqscan = off",
        "DO $$ BEGIN FOR i IN 1..30 LOOP PERFORM * FROM app.item WHERE id = i; END LOOP; END $$",
        "SELECT pg_stat_force_next_flush()");

    Measurement seen = lab.look("indexes", "{schema: app, least-scans: 5}");
    BigDecimal scans = seen.value("index-scans").orElseThrow().number();
    BigDecimal whole = seen.value("seq-scans").orElseThrow().number();

    assertThat(scans).isGreaterThanOrEqualTo(BigDecimal.valueOf(30));
    assertThat(seen.value("usage").orElseThrow().number().doubleValue())
        .isEqualTo(
            100 * scans.doubleValue() / scans.add(whole).doubleValue(),
            org.assertj.core.data.Offset.offset(0.01));
    assertThat(lab.look("indexes", "{schema: app, least-rows: 5000, least-scans: 1}").values())
        .contains(figure("index-scans", "0"), figure("seq-scans", "0"));
  }

  @Test
  void inAWatchTheShareIsThatOfTheBucket() {
    Probe indexes = lab.probes().kind("indexes").orElseThrow();

    Measurement folded = indexes.fold(List.of(scans("90", 900, 100), scans("60", 960, 140)));

    assertThat(folded.value("usage"))
        .contains(Value.number("usage", new BigDecimal("60.00"), Unit.PERCENT));
    assertThat(indexes.fold(List.of(scans("90", 900, 100), scans("50", 5, 5))))
        .isEqualTo(scans("50", 5, 5));
  }

  private static Measurement scans(String usage, long through, long whole) {
    return saw(
        Value.number("usage", new BigDecimal(usage), Unit.PERCENT),
        Value.number("index-scans", through),
        Value.number("seq-scans", whole));
  }

  @Test
  void whoWaitsForALockIsSeen() throws Exception {
    assertThat(lab.look("locks", "{}").values())
        .startsWith(
            figure("waiting", "0"),
            Value.number("longest-wait", BigDecimal.ZERO, Unit.MILLIS),
            figure("blockers", "0"));
    try (Connection holder = lab.target.connect("holder");
        Connection waiter = lab.target.connect("waiter");
        Statement holds = holder.createStatement();
        Statement waits = waiter.createStatement()) {
      holder.setAutoCommit(false);
      holds.execute("LOCK TABLE app.item");
      waits.execute("SET lock_timeout = '120s'");
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> execute(waits, "SELECT count(*) FROM app.item"));
      Measurement seen = untilSomebodyWaits();

      assertThat(seen.values()).contains(figure("waiting", "1"), figure("blockers", "1"));
      assertThat(seen.value("longest-held").orElseThrow().number()).isPositive();
      assertThat(seen.note()).matches("waited for: pid \\d+ \\(holder\\)");
      holder.rollback();
      waiting.get(90, TimeUnit.SECONDS);
    }
  }

  @Test
  void inAWatchTheWorstSampleCounts() {
    Measurement folded =
        lab.probes()
            .kind("locks")
            .orElseThrow()
            .fold(List.of(saw(figure("waiting", "3")), blind("gone"), saw(figure("waiting", "1"))));

    assertThat(folded).isEqualTo(saw(figure("waiting", "3")));
  }

  private Measurement untilSomebodyWaits() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    Measurement seen = lab.look("locks", "{}");
    while (seen.value("waiting").orElseThrow().number().signum() == 0 && System.nanoTime() < end) {
      seen = lab.look("locks", "{}");
    }
    return seen;
  }

  private static void execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void sizesHoldIndexesToo() throws Exception {
    Measurement seen = lab.look("size", "{tables: [app.item, app.owner], capacity: 1 GB}");
    long item = bytes(seen, "item");
    long indexes = bytes(seen, "indexes");

    assertThat(item).isGreaterThan(100_000);
    assertThat(indexes).isBetween(50_000L, item);
    assertThat(bytes(seen, "tables")).isEqualTo(item + bytes(seen, "owner"));
    assertThat(bytes(seen, "database")).isGreaterThan(bytes(seen, "tables"));
    assertThat(seen.value("used-share").orElseThrow().number().doubleValue())
        .isEqualTo(bytes(seen, "database") / 1e7, org.assertj.core.data.Offset.offset(0.01));
    assertThat(lab.look("size", "{tables: [app.gone]}"))
        .isEqualTo(blind("the server refused: relation \"app.gone\" does not exist (42P01)"));
    assertThat(lab.refused("size", "{tables: [app.indexes], capacity: 8}"))
        .containsExactly(
            "plan.yaml:7:5: a second value named indexes: values are named by the bare name, so it"
                + " must be unique; measure app.indexes in a probe of its own",
            "plan.yaml:7:5: `capacity` is the number 8: a text is wanted; quote it: \"8\"");
  }

  @Test
  void thePartitionsOfATableAreItsSize() throws Exception {
    lab.run(
        "CREATE TABLE app.event (id int PRIMARY KEY, what text) PARTITION BY RANGE (id)",
        "CREATE TABLE app.early PARTITION OF app.event FOR VALUES FROM (0) TO (3000)",
        "CREATE TABLE app.late PARTITION OF app.event FOR VALUES FROM (3000) TO (9000)"
            + " PARTITION BY RANGE (id)",
        "CREATE TABLE app.latest PARTITION OF app.late DEFAULT",
        "INSERT INTO app.event SELECT i, 'n' || i FROM generate_series(1, 8000) i");

    Measurement whole = lab.look("size", "{tables: [app.event]}");
    Measurement parts = lab.look("size", "{tables: [app.early, app.latest]}");

    assertThat(bytes(whole, "event")).isGreaterThan(500_000);
    assertThat(bytes(whole, "event")).isEqualTo(bytes(parts, "early") + bytes(parts, "latest"));
    assertThat(bytes(whole, "indexes")).isEqualTo(bytes(parts, "indexes"));
  }

  private static long bytes(Measurement seen, String name) {
    return seen.value(name).orElseThrow().number().longValue();
  }

  @Test
  void anExtensionThatIsThereAnswers() throws Exception {
    Measurement seen = lab.look("extension", "{name: plpgsql}");

    assertThat(seen.values())
        .contains(word("installed", "true"), word("preloaded", "false"), word("answers", "true"));
    assertThat(lab.look("extension", "{name: nobody_knows, database: postgres}").values())
        .containsExactly(
            word("installed", "false"),
            word("version", "none"),
            word("preloaded", "false"),
            word("answers", "false"));
  }

  @Tag("T-30")
  @Test
  void aStatisticsExtensionThatWasNotPreloadedDoesNotAnswer() throws Exception {
    lab.run("CREATE EXTENSION pg_stat_statements");

    Measurement seen = lab.look("extension", "{name: pg_stat_statements}");

    if (seen.values().contains(word("preloaded", "true"))) {
      assertThat(seen.values()).contains(word("answers", "true"));
    } else {
      assertThat(seen.values()).contains(word("installed", "true"), word("answers", "false"));
      assertThat(seen.note()).contains("shared_preload_libraries");
    }
  }
}
