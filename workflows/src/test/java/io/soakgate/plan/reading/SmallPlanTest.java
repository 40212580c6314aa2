package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SmallPlanTest {

  @Test
  void aLineForOneEnvironmentIsLeftOutOfTheOthers() {
    Plan plan =
        SmallPlan.read(
            "    - probe: speed\n      must: {p95: \"< 100 ms\"}",
            "    - probe: speed\n"
                + "    - probe: rows-now\n"
                + "      in: staging\n"
                + "      must: {total: \"${n}\"}",
            "table: a.b, least",
            "n: \"> 5\", table: a.b, least");

    assertThat(plan.environments().get(0).checksAt("before"))
        .extracting(Check::name)
        .containsExactly("speed", "rows-now");
    assertThat(plan.environments().get(0).checksAt("before").get(1).must().get(0).bound().text())
        .isEqualTo("> 5");
    assertThat(plan.environments().get(1).checksAt("after"))
        .extracting(Check::name)
        .containsExactly("speed");
  }

  @Tag("T-29")
  @Test
  void aChangeOfOneEnvironmentKnowsItsValues() {
    Plan plan =
        SmallPlan.read(
            "takes: 5m",
            "in: staging",
            "must: {total: \"= baseline\"}\nchecks",
            "must: {total: \"${least}\"}\nchecks",
            "values: {table: a.b}",
            "values: {}");

    assertThat(plan.changesIn("production")).isEmpty();
    assertThat(plan.change("index").verify().get(0).must().get(0).bound().text())
        .isEqualTo("> 1 MB");
  }

  @Test
  void specsKeepTheirValuesUnfilled() {
    Check check = SmallPlan.read().change("index").verify().get(0);

    assertThat(check.probe().with()).hasToString("{\"tables\":[\"${table}\"]}");
    assertThat(check.probe().at()).isEqualTo("plan.yaml:14:14");
  }

  @Test
  void whatIsLeftAwayHasItsUsualValue() {
    Plan plan = SmallPlan.read();
    Environment staging = plan.environments().get(0);
    Environment production = plan.environments().get(1);

    assertThat(plan.title()).isEqualTo("small");
    assertThat(staging.ifFails()).isEqualTo(IfFails.STAY);
    assertThat(production.ifFails()).isEqualTo(IfFails.ROLLBACK);
    assertThat(production.watches().get(0).sample()).isEqualTo(Duration.ofMinutes(10));
    assertThat(staging.gateAt("go")).isEqualTo(new GateRule("go", List.of("lead"), null));
    assertThat(plan.change("index").in()).isEmpty();
  }

  @Test
  void anUndoMayHaveStepsOrAReason() {
    assertThat(
            SmallPlan.read("undo: drop-created", "undo: [a.sql, drop-created, {sql: {file: b}}]")
                .change("index")
                .undo())
        .extracting(Spec::kind)
        .containsExactly("sql", "drop-created", "sql");
    Change kept =
        SmallPlan.read("undo: drop-created", "undo: {none: it only adds}", "[index]", "[a.sql]")
            .change("index");
    assertThat(kept.irreversible()).isEqualTo("it only adds");
    assertThat(kept.undo()).isEmpty();
  }

  @Test
  void rulesMayBeWrittenInTheWatch() {
    Plan plan =
        SmallPlan.read(
            "bucket: 10m, rules: [fast]",
            "bucket: 10m, rules: {own: {probe: speed, when: {p50: \"> 1 s\"}, no-data: warn,"
                + " severity: warn, then: notify}}");

    Rule own = plan.environments().get(1).watches().get(0).rules().get(0);
    assertThat(own.inARow()).isEqualTo(1);
    assertThat(own.then()).isEqualTo(new Response(Response.Act.NOTIFY, null));
  }

  @Test
  void aMemberOfAGroupMayDiffer() {
    Plan plan = SmallPlan.read("      in-a-row: 3", "      in-a-row: 2\n      severity: page");

    Rule slow = plan.environments().get(0).watches().get(0).rules().get(0);
    assertThat(slow.severity()).isEqualTo(Severity.PAGE);
    assertThat(slow.noData()).isEqualTo(Severity.PAGE);
  }
}
