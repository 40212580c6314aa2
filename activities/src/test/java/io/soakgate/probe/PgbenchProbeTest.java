package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.soakgate.command.Programs;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database is loaded by the real pgbench, where it is installed. */
@Tag("postgres")
class PgbenchProbeTest {
  private static final Value NONE_FAILED =
      Value.number("failed", new BigDecimal("0.000000"), Unit.PERCENT);

  private Lab lab;

  @BeforeEach
  void install() {
    assumeTrue(Programs.find("pgbench").isPresent(), "pgbench is not installed");
    lab =
        Lab.withDatabase(
            "CREATE TABLE dish (id int PRIMARY KEY, name text)",
            "INSERT INTO dish SELECT n, 'dish ' || n FROM generate_series(1, 100) n");
  }

  @Test
  void itsOwnLogGivesTheFigures() throws Exception {
    lab.admit("sql/load.sql", "\\set id random(1, :most)\nSELECT name FROM dish WHERE id = :id;\n");

    Measurement seen =
        lab.look(
            "pgbench", "{script: sql/load.sql, clients: 2, transactions: 50, set: {most: 100}}");

    assertThat(seen.values()).contains(figure("transactions", "100"), NONE_FAILED);
    assertThat(number(seen, "tps")).isPositive();
    assertThat(number(seen, "p50")).isPositive().isLessThanOrEqualTo(number(seen, "p99"));
    assertThat(seen.value("timings").orElseThrow().text().split(" ")).hasSize(100);
  }

  @Test
  void atARateATimeCountsFromWhenATransactionShouldHaveBegun() throws Exception {
    lab.admit("sql/load.sql", "SELECT pg_sleep(0.1);\n");

    Measurement seen = lab.look("pgbench", "{script: sql/load.sql, clients: 1, for: 1s, rate: 50}");

    assertThat(number(seen, "slowest")).as("what waits is slow").isGreaterThan(new BigDecimal(300));
  }

  @Test
  void aScriptThatWritesIsRefusedByTheServerUnlessThePlanSaysSo() throws Exception {
    lab.admit("sql/load.sql", "DELETE FROM dish;\n");

    Measurement seen = lab.look("pgbench", "{script: sql/load.sql, transactions: 1}");

    assertThat(seen.blind())
        .startsWith("pgbench ended with exit code ")
        .endsWith("ERROR:  cannot execute DELETE in a read-only transaction");
    lab.run("SELECT 1 / count(*) FROM dish");

    lab.look("pgbench", "{script: sql/load.sql, transactions: 1, writes: true}");
    lab.run("SELECT 1 / (1 - least(count(*), 1)) FROM dish");
  }

  @Test
  void itHasOneEndAndPlainVariables() {
    assertThat(lab.refused("pgbench", "{script: sql/load.sql, set: {\"a b\": 1}}"))
        .containsExactly(
            "plan.yaml:7:5: variable a b: pgbench takes a name and a figure or word; write it like"
                + " n: 100",
            "plan.yaml:7:5: no one end: a load ends after so many `transactions` of each client or"
                + " `for` so long; write either `transactions: 100` or `for: 30s`");
  }

  private static BigDecimal number(Measurement seen, String name) {
    return seen.value(name).orElseThrow().number();
  }
}
