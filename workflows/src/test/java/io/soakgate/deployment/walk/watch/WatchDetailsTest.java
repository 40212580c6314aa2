package io.soakgate.deployment.walk.watch;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchState;
import io.soakgate.deployment.walk.FakeWorld;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Snooze;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Temporal UI shows of a watch that runs, and what the report says a bucket led to. */
class WatchDetailsTest {
  private static final Instant NOON = FakeWorld.NOON;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Watch DAY =
      new Watch(
          "day",
          Duration.ofHours(4),
          List.of(new Phase(Duration.ZERO, QUARTER)),
          QUARTER,
          List.of(
              rule("slow", 2, then(Act.ROLLBACK, "everything")),
              rule("lost", 1, then(Act.ASK, "everything"))),
          false);
  private static final WatchRequest REQUEST =
      new WatchRequest(
          new Scope("d", "shop", "production", "shop-production", List.of(), NOON),
          DAY,
          List.of(),
          NOON,
          NOON,
          1,
          List.of(),
          WatchState.fresh(),
          List.of(),
          List.of(),
          List.of(),
          Known.NOTHING,
          List.of());

  private final Tally tally = new Tally(REQUEST);

  private Story.Bucket judge(int number, int slow, Measurement lost, List<Snooze> snoozes) {
    Measurement seen = Measurement.saw(NOON, List.of(Value.number("p95", slow)));
    BucketReading reading =
        new BucketReading(
            number, 1, List.of(new RuleReading("slow", seen), new RuleReading("lost", lost)));
    return tally.judge(Buckets.of(DAY).get(number - 1), reading, snoozes);
  }

  private String shown(int bucket) {
    return new WatchDetails(REQUEST, 16).of(Buckets.of(DAY).get(bucket - 1), tally.standings());
  }

  @Test
  void theBucketTheTimeLeftAndEveryMarginAreShown() {
    assertThat(shown(1))
        .startsWith(
            "# production: day · bucket 1 of 16\n\n**4 h left**, until 02 Nov 16:00:00Z; this"
                + " bucket until 02 Nov 12:15:00Z\n\nIn this run nothing was judged yet.\n");

    judge(1, 120, Measurement.blind(NOON, "connection refused"), List.of());

    assertThat(shown(2))
        .startsWith(
            "# production: day · bucket 2 of 16\n\n**3 h 45 min left**, until 02 Nov 16:00:00Z;"
                + " this bucket until 02 Nov 12:30:00Z\n\nIn the bucket before:\n\n"
                + "- **BROKEN** **slow**: p95 20 over · 1 in a row of 2 · p95 120 > 100\n"
                + "- not seen **lost** · cannot tell: connection refused\n");
    judge(2, 40, Measurement.saw(NOON, List.of(Value.number("p95", 1))), List.of());
    assertThat(shown(3)).contains("- ✓ **slow**: p95 60 left · p95 40, not > 100\n");
  }

  @Test
  void theReportSaysWhatABucketLedTo() {
    Measurement blind = Measurement.blind(NOON, "connection refused");
    Snooze snooze = new Snooze("slow", NOON, NOON.plus(QUARTER), "ann", null, "a report runs");

    assertThat(led(judge(1, 500, blind, List.of(snooze))))
        .containsExactly("snoozed", "tell: could not see");
    assertThat(shown(2)).contains("- snoozed **slow**: p95 400 over · p95 500 > 100\n");
    tally.breaches(Buckets.of(DAY).get(0));
    assertThat(led(judge(2, 500, blind, List.of()))).startsWith((String) null);
    tally.breaches(Buckets.of(DAY).get(1));
    assertThat(led(judge(3, 500, blind, List.of()))).startsWith("rollback everything");
  }

  private static List<String> led(Story.Bucket bucket) {
    return bucket.figures().stream().map(Story.RuleFigure::led).toList();
  }
}
