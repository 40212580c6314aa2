package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.over;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.walk.watch.Buckets;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WatchGrammarWalkTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int DAYS_A_MILLISECOND = 360_000_000;
  private static final Response ROLLBACK = then(Act.ROLLBACK, "everything");
  private static final Response NOTIFY = then(Act.NOTIFY, null);

  private static PlanDraft watched(Rule... rules) {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().watch("day", DAY, HOUR, rules);
    return plan;
  }

  private static Rule some(int of, int outOf) {
    return rule(of, outOf, null, null, null, List.of());
  }

  private static Rule rule(
      int inARow,
      int outOf,
      Duration every,
      Rule.Span during,
      Rule.Of of,
      List<Expectation> healthy) {
    return new Rule(
        "slow",
        spec("latency", "slow"),
        List.of(over("p95", 100)),
        inARow,
        Severity.PAGE,
        Severity.CRITICAL,
        ROLLBACK,
        outOf,
        every,
        during,
        of,
        healthy);
  }

  @Test
  void aRuleFiresOnTheThirdOfFiveBuckets() {
    try (Lab lab = new Lab(watched(some(3, 5)))) {
      lab.world.latency("slow", bucket -> List.of(2, 4, 6).contains(bucket) ? 500 : 10);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).hasSize(6);
      assertThat(lab.world.toldTo("pager")).anyMatch(w -> w.contains("(3 of the last 5, bucket 6"));
    }
  }

  @Test
  void twoOfFiveBucketsAreNotEnough() {
    try (Lab lab = new Lab(watched(some(3, 5)))) {
      lab.world.latency("slow", bucket -> bucket % 3 == 0 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void blindBucketsPushNothingOutOfTheLastFive() {
    try (Lab lab = new Lab(watched(some(3, 5)))) {
      List<Integer> seen = java.util.Arrays.asList(500, 500, null, null, null, 10, 10, 500);
      lab.world.latency("slow", bucket -> seen.get(bucket - 1));

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).hasSize(8);
    }
  }

  @Test
  void aRuleIsJudgedInItsPartOfTheWatchAlone() {
    Rule.Span morning = new Rule.Span(HOUR.multipliedBy(2), HOUR.multipliedBy(5));
    try (Lab lab = new Lab(watched(rule(2, 2, null, morning, null, List.of())))) {
      lab.world.latency("slow", bucket -> bucket <= 3 || bucket > 5 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.buckets).hasSize(24);
      assertThat(lab.world.buckets)
          .filteredOn(b -> !b.probes().isEmpty())
          .extracting(BucketRequest::bucket)
          .containsExactly(3, 4, 5);
    }
  }

  @Test
  void aRuleWithBucketsOfItsOwnRunsBesideTheOthers() {
    Rule often = rule(1, 1, Duration.ofMinutes(5), null, Rule.Of.MAX, List.of());
    try (Lab lab = new Lab(watched(PlanDraft.rule("calm", 1, NOTIFY), often))) {
      lab.world.latency("slow", bucket -> 10).latency("calm", bucket -> bucket == 3 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(buckets(lab, "calm")).hasSize(24);
      assertThat(buckets(lab, "slow"))
          .hasSize(288)
          .allSatisfy(
              b -> assertThat(Duration.between(b.from(), b.to())).isEqualTo(Duration.ofMinutes(5)));
      assertThat(buckets(lab, "slow").get(0).probes())
          .containsExactly(new RuleProbe("slow", spec("latency", "slow"), Rule.Of.MAX));
    }
  }

  @Test
  void aRollbackStopsTheRulesBesideIt() {
    Rule often = rule(2, 2, Duration.ofMinutes(5), null, null, List.of());
    try (Lab lab = new Lab(watched(PlanDraft.rule("calm", 1, NOTIFY), often))) {
      FakeWorld.Hanging tenth = lab.world.hangs("bucket 10");
      lab.world
          .latency("calm", bucket -> 10)
          .latency(
              "slow",
              bucket -> {
                FakeWorld.await(tenth.begun);
                return 500;
              });

      lab.start().ends(Ending.ROLLED_BACK);

      FakeWorld.await(tenth.stopped);
      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Test
  void aChildThatIsLostHoldsNoOtherAndTheNextOneTellsOfNoTimeThatIsOver() {
    Rule often = rule(1, 1, Duration.ofMinutes(5), null, null, List.of());
    try (Lab lab = new Lab(watched(PlanDraft.rule("calm", 1, NOTIFY), often))) {
      FakeWorld.Hanging fifth = lab.world.hangs("bucket 5");
      lab.world
          .latency("slow", bucket -> bucket < 5 ? 10 : 500)
          .latency("calm", losing(3, 1))
          .pace(DAYS_A_MILLISECOND);
      Running running = lab.start();
      running.until("a page", s -> !lab.world.toldTo("pager").isEmpty());
      fifth.letGo.countDown();

      running.ends(Ending.ROLLED_BACK);
      assertThat(buckets(lab, "calm")).extracting(BucketRequest::bucket).containsExactly(1, 2, 3);
      assertThat(lab.world.toldTo("pager").get(0))
          .isEqualTo(
              "Shop indexes, production: the watch stopped: gone; it goes on watching"
                  + " (contacts: lead: Ann, the lead)");
    }
  }

  @Test
  void aChildThatIsLostInTheSameBucketAgainWaitsForAPerson() {
    try (Lab lab = new Lab(watched(PlanDraft.rule("calm", 1, NOTIFY)))) {
      lab.world.latency("calm", losing(1, 2));
      Running running = lab.start();

      assertThat(running.untilQuestion().question())
          .isEqualTo("the watch stopped: gone; retry, or abort");
      assertThat(running.command("retry").recorded()).isTrue();

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.buckets).hasSize(2 + 24);
    }
  }

  /** Healthy, but whoever looks in this bucket is lost so many times. */
  private static IntFunction<Integer> losing(int at, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return bucket -> {
      if (bucket == at && left.getAndDecrement() > 0) {
        throw ApplicationFailure.newNonRetryableFailure("gone", "test");
      }
      return 10;
    };
  }

  private static List<BucketRequest> buckets(Lab lab, String rule) {
    return lab.world.buckets.stream()
        .filter(b -> b.probes().stream().anyMatch(p -> p.rule().equals(rule)))
        .toList();
  }

  @Test
  void whatIsTrackedIsToldAndNeverPages() {
    try (Lab lab =
        new Lab(
            watched(
                PlanDraft.rule("slow", 1, NOTIFY),
                Rule.tracked("load", spec("latency", "load"))))) {
      lab.world.latency("slow", bucket -> 10).latency("load", bucket -> bucket < 9 ? null : 500);

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.toldTo("pager")).isEmpty();
      assertThat(lab.world.story.environments().get(1).watches().get(0).buckets().get(23).figures())
          .extracting(f -> f.rule() + " " + f.verdict().words())
          .contains("load recorded: p95 500");
    }
  }

  @Tag("T-16")
  @Test
  void anEndingBetweenSuccessAndBreachIsAWarning() {
    Rule rule = rule(2, 2, null, null, null, List.of(under("p95", 50)));
    try (Lab lab = new Lab(watched(rule))) {
      lab.world.latency("slow", bucket -> 70);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.story.timeline())
          .anyMatch(
              e ->
                  e.kind().equals("warning")
                      && e.words().equals("ended between success and breach: p95 70, not < 50"));
    }
  }

  @Test
  void whatWasBetweenThemOnTheWayIsNoWarning() {
    Rule rule = rule(2, 2, null, null, null, List.of(under("p95", 50)));
    try (Lab lab = new Lab(watched(rule))) {
      lab.world.latency("slow", bucket -> bucket < 20 ? 70 : 30);

      lab.start().ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void bucketsFollowTheClock() {
    List<Phase> phases =
        List.of(new Phase(Duration.ZERO, Duration.ofMinutes(15)), new Phase(HOUR, HOUR));

    assertThat(Buckets.onClock(phases, DAY, Instant.parse("2026-11-21T07:05:00Z")))
        .containsExactly(phase(0, 10), phase(10, 15), phase(60, 55), phase(115, 60));
    assertThat(Buckets.onClock(phases, DAY, Instant.parse("2026-11-21T07:10:00Z")))
        .as("less than half a bucket belongs to the next one")
        .containsExactly(phase(0, 20), phase(20, 15), phase(60, 50), phase(110, 60));
    assertThat(Buckets.onClock(phases, DAY, Instant.parse("2026-11-21T07:00:00Z")))
        .isEqualTo(phases);
  }

  private static Phase phase(int from, int bucket) {
    return new Phase(Duration.ofMinutes(from), Duration.ofMinutes(bucket));
  }
}
