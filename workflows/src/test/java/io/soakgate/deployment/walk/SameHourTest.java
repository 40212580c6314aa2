package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.WatchWorkflow.Baseline;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchState;
import io.soakgate.deployment.walk.watch.Buckets;
import io.soakgate.deployment.walk.watch.Tally;
import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** M-111: the same hour of earlier days is the baseline, where anything is known of it. */
class SameHourTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void whatIsKnownOfTheHourIsComparedWithAndSaid() {
    assertThat(judged(earlier("p95", 300)).words())
        .isEqualTo("p95 500, not > 2x 300 = 600 (before: the same hour of 3 earlier days)");
  }

  @Test
  void whereNothingIsKnownOfItTheOneBeforeTheChangesCounts() {
    assertThat(judged(null).words()).isEqualTo("p95 500 > 2x 100 = 200");
    assertThat(judged(earlier("p50", 300)).words()).isEqualTo("p95 500 > 2x 100 = 200");
  }

  private static Measurement earlier(String value, int figure) {
    return new Measurement(
        List.of(Value.number(value, figure)),
        null,
        "the same hour of 3 earlier days",
        FakeWorld.NOON);
  }

  private static Verdict judged(Measurement earlier) {
    Bound twice =
        new Bound(
            "> 2x baseline",
            Bound.Operator.MORE,
            BigDecimal.valueOf(2),
            null,
            null,
            Unit.NONE,
            Bound.Versus.BASELINE_TIMES,
            null);
    Rule rule =
        new Rule(
            "slow",
            spec("latency", "slow"),
            List.of(new Expectation("p95", twice)),
            1,
            Severity.PAGE,
            Severity.PAGE,
            then(Act.NOTIFY, null));
    Watch watch =
        new Watch("day", HOUR, List.of(new Phase(Duration.ZERO, HOUR)), HOUR, List.of(rule), false);
    Measurement before = Measurement.saw(FakeWorld.NOON, List.of(Value.number("p95", 100)));
    Tally tally =
        new Tally(
            new WatchRequest(
                null,
                watch,
                List.of(),
                FakeWorld.NOON,
                FakeWorld.NOON,
                1,
                List.of(new Baseline("slow", before)),
                WatchState.fresh(),
                List.of(),
                List.of(),
                List.of(),
                Known.NOTHING,
                List.of()));
    Measurement now = Measurement.saw(FakeWorld.NOON, List.of(Value.number("p95", 500)));
    BucketReading reading =
        new BucketReading(1, 1, List.of(new RuleReading("slow", now, List.of(), earlier)));
    return tally.judge(Buckets.of(watch).get(0), reading, List.of()).figures().get(0).verdict();
  }
}
