package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadBandsTest {
  private static final String GATES = "approve: {go: [lead, cto]}";
  private static final String ASKED = "approve: {go: [lead, cto], end: lead}";
  private static final String BREACH = "when: {p95: \"> 2x baseline + 20 ms\"}";

  /** T-16: P95 500 to 600 ms, P99 1 to 1.2 s, cache 20 to 30 %, orphans 5 to 20 %. */
  @ParameterizedTest
  @CsvSource({
    "< 500 ms, > 600 ms, true",
    "< 1s, > 1.2s, true",
    ">= 30%, < 20%, true",
    "< 5%, > 20%, true",
    "< 1%, > 1%, true",
    "<= 1%, > 1%, false",
    "< 1%, >= 1%, false",
    "< 600 ms, > 500 ms, false",
    "< 500 ms, < 600 ms, false",
    "< 500 ms, > 2x baseline, false",
  })
  void figuresBetweenSuccessAndBreach(String success, String breach, boolean between) {
    Rule rule =
        new Rule("r", null, List.of(expects(breach)), 1, Severity.PAGE, Severity.PAGE, null);

    assertThat(DeadBands.between(expects(success), rule).isPresent()).isEqualTo(between);
  }

  @Tag("T-16")
  @Test
  void aRuleKnowsWhatTheChecksCallSuccess() {
    Plan plan = SmallPlan.read(GATES, ASKED, BREACH, "when: {p95: \"> 200 ms\"}");
    Rule rule = plan.environments().get(1).watches().get(0).rules().get(0);

    assertThat(rule.healthy())
        .singleElement()
        .returns("p95", Expectation::value)
        .extracting(e -> e.bound().text())
        .isEqualTo("< 100 ms");
  }

  @Test
  void aCheckBeforeTheChangesSaysNothingOfTheEnding() {
    Plan plan = SmallPlan.read(GATES, ASKED, BREACH, "when: {p95: \"> 200 ms\"}");

    assertThat(plan.environments().get(0).watches().get(0).rules().get(0).healthy()).isEmpty();
  }

  private static Expectation expects(String bound) {
    Problems problems = new Problems();
    Node node =
        Node.of(com.fasterxml.jackson.databind.node.TextNode.valueOf(bound), "x:1:1", problems);
    Bound read = Bounds.parse(node).orElseThrow();
    assertThat(problems.none()).isTrue();
    return new Expectation("p95", read);
  }
}
