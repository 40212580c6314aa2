package io.soakgate.plan.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.Plan;
import io.soakgate.plan.Rule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Traps of the runbooks that the reader of plans springs. */
class TrapsTest {

  @Tag("T-13")
  @Test
  void anAbbreviatedZoneIsRefusedWithBothOfItsReadings() {
    assertThat(SmallPlan.refusals("Europe/Berlin", "EST"))
        .containsExactly(
            "plan.yaml:55:48: `zone` is \"EST\": an abbreviation does not say when summer time"
                + " begins; write America/New_York for the clock on the wall there (02:00 is 06:00Z"
                + " in summer), or Etc/GMT+5 for one that is never set (02:00 is always 07:00Z)");
  }

  @Tag("T-15")
  @Test
  void aRollbackBelowTheLimitThatPagesIsRefused() {
    assertThat(SmallPlan.refusals("severity: critical", "severity: warn"))
        .containsExactly(
            "plan.yaml:67:7: rule `slow` rolls back and only warns: a rollback that nobody is woken"
                + " for is found out by chance; write `severity: page` or `critical`");
  }

  @Tag("T-19")
  @Test
  void aboutSoManyNeedsItsTolerance() {
    assertThat(SmallPlan.refusals("total: \"= baseline\"", "total: \"~8,234\""))
        .isNotEmpty()
        .allMatch(
            line ->
                line.endsWith(
                    "`total` is \"~8,234\": `~` does not say how far off is too far; write `8234"
                        + " +-1%`"));
  }

  @Tag("T-37")
  @Test
  void aWatchWithoutItsCadenceIsRefused() {
    assertThat(SmallPlan.refusals("hour: {for: 1h, bucket: 10m,", "hour: {for: 1h,"))
        .containsExactly(
            "plan.yaml:62:13: `bucket` is missing: it has no default; add `bucket: …` here");
  }

  /** What is a disaster in one runbook is a Monday in another: a limit stands in the plan. */
  @Tag("T-25")
  @Test
  void thereIsNoLimitButTheOneThatThePlanSays() {
    assertThat(SmallPlan.refusals("      when: {p95: \"> 2x baseline + 20 ms\"}\n", ""))
        .containsExactly(
            "plan.yaml:67:7: `when` is missing: a rule says which figures break it; add"
                + " `when: {p95: \"> 200 ms\"}`, with a value of the probe");
    Plan patient =
        SmallPlan.read("when: {p95: \"> 2x baseline + 20 ms\"}", "when: {p95: \"> 4x baseline\"}");
    assertThat(patient.environments().get(1).watches().get(0).rules())
        .flatExtracting(Rule::when)
        .extracting(e -> e.bound().text())
        .containsExactly("> 4x baseline");
  }
}
