package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Budget;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Watch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What can be said of a watch and its rules beyond a bucket and a bound. */
class WatchGrammarTest {
  private static final String ONCE = "in-a-row: 3";
  private static final String HOUR = "hour: {for: 1h, bucket: 10m, rules: [fast]}";

  @Test
  void aRuleMayBreakInSomeOfTheLastBuckets() {
    Rule rule = rule("in-a-row: 3 of 5");

    assertThat(rule).returns(3, Rule::inARow).returns(5, Rule::outOf);
    assertThat(rule(ONCE)).returns(3, Rule::inARow).returns(3, Rule::outOf);
  }

  @Test
  void aRuleMayHaveBucketsAPartAndAFoldOfItsOwn() {
    Rule rule = rule("every: 5m\n      during: 10m..30m\n      of: max");

    assertThat(rule)
        .returns(Duration.ofMinutes(5), Rule::every)
        .returns(new Rule.Span(Duration.ofMinutes(10), Duration.ofMinutes(30)), Rule::during)
        .returns(Rule.Of.MAX, Rule::of);
    assertThat(rule.judgedAt(Duration.ofMinutes(9))).isFalse();
    assertThat(rule.judgedAt(Duration.ofMinutes(10))).isTrue();
    assertThat(rule.judgedAt(Duration.ofMinutes(30))).as("half-open").isFalse();
  }

  @Test
  void whatIsSaidOfAGroupHoldsForEachOfItsRules() {
    Plan plan = SmallPlan.read("each: {no-data", "each: {every: 5m, of: last, no-data");

    assertThat(hour(plan).rules().get(0))
        .returns(Duration.ofMinutes(5), Rule::every)
        .returns(Rule.Of.LAST, Rule::of);
  }

  @Test
  void whatIsTrackedStandsBehindTheRulesAndBreaksNothing() {
    Plan plan =
        SmallPlan.read(HOUR, "hour: {for: 1h, bucket: 10m, rules: [fast], track: [rows-now]}");

    assertThat(hour(plan).rules()).extracting(Rule::name).containsExactly("slow", "rows-now");
    assertThat(hour(plan).rules()).extracting(Rule::tracked).containsExactly(false, true);
  }

  @Test
  void aWatchInsideTheWindowCountsInTheLatestSafeStart() {
    Plan plan =
        SmallPlan.read(HOUR, "hour: {for: 1h, bucket: 10m, rules: [fast], in-window: true}");
    Environment production = plan.environments().get(1);

    assertThat(Budget.of(plan.changes(), production).walk()).isEqualTo(Duration.ofMinutes(65));
    assertThat(Budget.of(SmallPlan.read().changes(), SmallPlan.read().environments().get(1)).walk())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void bucketsMayFollowTheClock() {
    Plan plan = SmallPlan.read(HOUR, "hour: {for: 1h, bucket: 10m, rules: [fast], align: clock}");

    assertThat(hour(plan).onClock()).isTrue();
    assertThat(hour(SmallPlan.read()).onClock()).isFalse();
  }

  private static Rule rule(String how) {
    return hour(SmallPlan.read(ONCE, how)).rules().get(0);
  }

  private static Watch hour(Plan plan) {
    return plan.environments().get(1).watches().get(0);
  }
}
