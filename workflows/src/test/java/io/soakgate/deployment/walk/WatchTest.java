package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.walk.watch.WatchWorkflowImpl;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Response ROLLBACK = then(Act.ROLLBACK, "everything");
  private static final Response ASK = then(Act.ASK, "everything");

  private static PlanDraft watched(Rule... rules) {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().watch("day", DAY, HOUR, rules);
    return plan;
  }

  @Test
  void aRuleFiresOnTheThirdBucketInARow() {
    try (Lab lab = new Lab(watched(rule("slow", 3, ROLLBACK)))) {
      lab.world.latency("slow", bucket -> bucket >= 5 ? 500 : 10);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).hasSize(7);
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(lab.world.log())
          .endsWith("undo policies in production", "undo indexes in production");
    }
  }

  /** It ended the deployment as if all of it had been done. */
  @Test
  void aWatchThatSomebodyCancelsInTemporalGoesOn() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ROLLBACK)))) {
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      lab.world.latency("slow", bucket -> bucket < 9 ? 10 : 500);
      Running running = lab.start();
      FakeWorld.await(third.begun);

      lab.temporal
          .getWorkflowClient()
          .newUntypedWorkflowStub(running.id() + "/production/day/1")
          .cancel();

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.toldTo("pager"))
          .contains(
              "Shop indexes, production: the watch stopped: its workflow was cancelled in Temporal; it"
                  + " goes on watching (contacts: lead: Ann, the lead)");
    }
  }

  @Test
  void aGoodBucketBetweenBadOnesResetsTheCount() {
    try (Lab lab = new Lab(watched(rule("slow", 3, ROLLBACK)))) {
      lab.world.latency("slow", bucket -> bucket % 3 == 0 ? 10 : 500);

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.buckets).hasSize(24);
    }
  }

  @Test
  void missingDataIsNeverHealthyAndNeverRollsBack() {
    try (Lab lab = new Lab(watched(rule("slow", 3, ROLLBACK)))) {
      lab.world.latency("slow", bucket -> bucket < 4 ? null : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
      assertThat(lab.world.toldTo("pager"))
          .hasSize(2)
          .first()
          .asString()
          .startsWith("Shop indexes, production: rule slow could not see: ")
          .contains("3 in a row, bucket 3")
          .endsWith("it goes on watching (contacts: lead: Ann, the lead)");
      assertThat(brief(lab.world.toldTo("pager").get(1)))
          .isEqualTo("slow is well again: p95 10, not > 100 (well for 3 h, bucket 6");
    }
  }

  @Test
  void aRollbackDoesNotWaitForADeafChannel() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ROLLBACK)))) {
      lab.world.deaf("pager").deaf("team").latency("slow", bucket -> 500);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).hasSize(1);
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(lab.world.story.timeline())
          .anyMatch(
              e -> e.words().equals("could not tell pager: not yet at the end; still trying"));
    }
  }

  @Tag("T-26")
  @Test
  void asksForTwoDaysAndRollsBackWhenToldTo() {
    try (Lab lab = new Lab(watched(rule("slow", 2, ASK)))) {
      lab.world.latency("slow", bucket -> bucket <= 2 ? 500 : 10);
      Running running = lab.start();
      running.untilQuestion();

      running.pass(Duration.ofHours(48));
      assertThat(running.status().question()).contains("Roll back everything, or resume");
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");

      assertThat(running.command("rollback"))
          .isEqualTo(
              new Answer(true, "recorded: stops at the next safe point and rolls back everything"));
      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.story.stayed())
          .containsExactly("staging: change indexes", "staging: change policies");
    }
  }

  @Test
  void anAskedPersonMayKeepIt() {
    try (Lab lab = new Lab(watched(rule("slow", 2, ASK)))) {
      lab.world.latency("slow", bucket -> bucket <= 2 ? 500 : 10);
      Running running = lab.start();
      running.untilQuestion();

      assertThat(running.command("resume")).isEqualTo(new Answer(true, "recorded: resume"));

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.buckets).hasSize(24);
    }
  }

  @Tag("T-14")
  @Test
  void aRuleThatRollsBackDoesSoWhileAnotherAsks() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ASK), rule("lost", 1, ROLLBACK)))) {
      lab.world.latency("slow", bucket -> 500).latency("lost", bucket -> bucket < 9 ? 10 : 500);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).hasSize(9);
    }
  }

  @Tag("T-14")
  @Test
  void severalBreachesOfOneBucketAreOneIncident() {
    PlanDraft plan = watched(rule("slow", 1, ASK), rule("lost", 1, ROLLBACK));
    plan.production().notice("breach", "production: ${reason}");
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> 500).latency("lost", bucket -> 500);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.toldTo("team"))
          .singleElement()
          .asString()
          .startsWith("production: rule lost: ")
          .contains("; rule slow: ");
    }
  }

  @Test
  void aRuleThatOnlyNotifiesLetsTheWatchGoOn() {
    try (Lab lab = new Lab(watched(rule("slow", 2, then(Act.NOTIFY, null))))) {
      lab.world.latency("slow", bucket -> bucket <= 4 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.buckets)
          .extracting(ProbeActivity.BucketRequest::bucket)
          .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 24).boxed().toList());
      assertThat(lab.world.toldTo("team")).hasSize(3);
    }
  }

  /** {@code slow: p95 500 > 100 (1 in a row, bucket 1}. */
  private static String brief(String words) {
    return words.replaceFirst(" until .*", "").replaceFirst("^(.*: )?rule ", "");
  }

  private static PlanDraft everyFiveMinutes(Rule rule) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().watch("day", DAY, Duration.ofMinutes(5), rule);
    return plan;
  }

  /** A rule that was broken all day was told 288 times, and nobody read the last 280. */
  @Test
  void whatStaysBrokenIsToldEverLessOftenUntilItIsWellAgain() {
    try (Lab lab = new Lab(everyFiveMinutes(rule("slow", 1, then(Act.NOTIFY, null))))) {
      lab.world.latency("slow", bucket -> bucket <= 40 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.toldTo("team"))
          .extracting(WatchTest::brief)
          .containsExactly(
              "slow: p95 500 > 100 (1 in a row, bucket 1",
              "slow: p95 500 > 100 (2 in a row, bucket 2",
              "slow: p95 500 > 100 (4 in a row, bucket 4",
              "slow: p95 500 > 100 (8 in a row, bucket 8",
              "slow: p95 500 > 100 (16 in a row, bucket 16",
              "slow: p95 500 > 100 (32 in a row, bucket 32",
              "slow is well again: p95 10, not > 100 (well for 1 h, bucket 52");
      assertThat(lab.world.story.timeline())
          .filteredOn(e -> e.kind().equals("well"))
          .singleElement()
          .satisfies(e -> assertThat(e.outcome()).isEqualTo("ok"));
    }
  }

  @Test
  void whatFlapsIsNotWellInBetween() {
    try (Lab lab = new Lab(everyFiveMinutes(rule("slow", 1, then(Act.NOTIFY, null))))) {
      lab.world.latency("slow", bucket -> bucket <= 32 && bucket % 4 == 1 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.toldTo("team"))
          .extracting(t -> t.replaceFirst(" until .*", "").replaceFirst(".*, bucket ", ""))
          .containsExactly("1", "5", "9", "13", "21", "41");
    }
  }

  /** People were called again in every bucket while they thought about the answer. */
  @Test
  void whileAQuestionIsOpenItsRuleIsToldEverLessOften() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().watch("day", DAY, HOUR, rule("slow", 1, ASK), rule("lost", 1, ASK));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> bucket <= 6 ? 500 : 10);
      lab.world.latency("lost", bucket -> bucket == 3 ? 500 : 10);
      FakeWorld.Hanging sixth = lab.world.hangs("bucket 6");
      Running running = lab.start();
      FakeWorld.await(sixth.begun);
      running.untilQuestion();
      running.command("resume");
      sixth.letGo.countDown();
      running.until("asked again", s -> s.question() != null && s.question().contains("bucket 6"));
      running.command("resume");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.toldTo("team"))
          .filteredOn(t -> !t.contains("well again"))
          .extracting(WatchTest::brief)
          .containsExactly(
              "slow: p95 500 > 100 (1 in a row, bucket 1",
              "slow: p95 500 > 100 (1 in a row, bucket 2",
              "lost: p95 500 > 100 (1 in a row, bucket 3",
              "slow: p95 500 > 100 (1 in a row, bucket 4",
              "slow: p95 500 > 100 (1 in a row, bucket 6");
      assertThat(lab.world.story.timeline())
          .filteredOn(e -> e.words().endsWith("; people were asked, and have not answered"))
          .extracting(e -> brief(e.words()))
          .containsExactly(
              "slow: p95 500 > 100 (1 in a row, bucket 3",
              "slow: p95 500 > 100 (1 in a row, bucket 5");
    }
  }

  @Test
  void aRuleHasOneOpenIssueAtATime() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().watch("day", DAY, HOUR, rule("slow", 1, then(Act.ISSUE, null)));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> bucket <= 8 || bucket == 24 ? 500 : 10);
      FakeWorld.Hanging fifth = lab.world.hangs("bucket 5");
      Running running = lab.start();
      FakeWorld.await(fifth.begun);
      running.update(
          "command",
          "{\"act\": \"issue\", \"by\": \"bob\", \"reason\": \"index added\", \"note\":"
              + " {\"resolves\": 1}}");
      fifth.letGo.countDown();

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.story.evidence().issues())
          .extracting(i -> brief(i.words()))
          .as("a new one once it was resolved, and once it was well in between")
          .containsExactly(
              "slow: p95 500 > 100 (1 in a row, bucket 1",
              "slow: p95 500 > 100 (1 in a row, bucket 5",
              "slow: p95 500 > 100 (1 in a row, bucket 24");
    }
  }

  @Test
  void anIssueStartsTheSoakAgainFromItsFirstBucket() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.staging().watch("soak", DAY, HOUR, true, rule("slow", 2, then(Act.ISSUE, null)));
    try (Lab lab = new Lab(plan)) {
      int[] looks = {0};
      lab.world.latency("slow", bucket -> ++looks[0] <= 2 ? 500 : 10);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.buckets).hasSize(2 + 24);
      assertThat(lab.world.buckets.get(2).bucket()).isEqualTo(1);
      assertThat(lab.world.buckets.get(2).from())
          .as("starts again where the second bucket ended")
          .isEqualTo(lab.world.buckets.get(1).to());
    }
  }

  @Test
  void anIssueLoggedByAPersonStartsTheSoakAgain() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.staging().watch("soak", DAY, HOUR, true, rule("slow", 2, ROLLBACK));
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging fifth = lab.world.hangs("bucket 5");
      Running running = lab.start();
      FakeWorld.await(fifth.begun);

      assertThat(running.command("issue"))
          .isEqualTo(new Answer(true, "recorded: issue 1: because"));
      FakeWorld.await(fifth.stopped);
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.buckets).hasSize(5 + 24);
      assertThat(lab.world.buckets.get(5).bucket()).isEqualTo(1);
    }
  }

  @Test
  void aRuleThatStartsTheWatchAgainDisarmsNoOther() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production()
        .watch(
            "day",
            DAY,
            HOUR,
            true,
            rule("odd", 1, then(Act.ISSUE, null)),
            rule("lost", 3, ROLLBACK));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("odd", bucket -> 500).latency("lost", bucket -> 500);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).extracting(b -> b.bucket()).containsExactly(1, 1, 1);
    }
  }

  @Test
  void anIssueLeavesTheCountsOfWhatIsBeingLookedAt() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().watch("day", DAY, HOUR, true, rule("lost", 3, ROLLBACK));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("lost", bucket -> 500);
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(third.begun);

      running.command("issue");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.buckets).extracting(b -> b.bucket()).containsExactly(1, 2, 3, 1);
    }
  }

  @Test
  void aWatchThatAPersonStopsTellsWhatItSaw() {
    try (Lab lab = new Lab(watched(rule("slow", 3, ROLLBACK)))) {
      FakeWorld.Hanging fifth = lab.world.hangs("bucket 5");
      Running running = lab.start();
      FakeWorld.await(fifth.begun);

      running.command("rollback");

      FakeWorld.await(fifth.stopped);
      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.story.environments().get(1).watches().get(0).buckets())
          .extracting(Story.Bucket::bucket)
          .containsExactly(1, 2, 3, 4);
      assertThat(lab.world.log().indexOf("stopped bucket 5"))
          .as("nothing looks any more when it is taken back")
          .isBetween(0, lab.world.log().indexOf("undo policies in production") - 1);
    }
  }

  @Test
  void aLongWatchContinuesAsNewAndLosesNothing() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().watch("day", DAY, Duration.ofMinutes(4), rule("slow", 3, ROLLBACK));
    try (Lab lab = new Lab(plan)) {
      // Bad in the last two buckets of one run and the first of the next.
      int last = WatchWorkflowImpl.BUCKETS_PER_RUN;
      lab.world.latency("slow", bucket -> bucket >= last - 1 ? 500 : 10);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.buckets).hasSize(last + 1);
      List<Story.Bucket> told = lab.world.story.environments().get(1).watches().get(0).buckets();
      assertThat(told).extracting(Story.Bucket::bucket).startsWith(1).endsWith(last + 1);
    }
  }

  @Test
  void paceShortensWaitingAndNothingElse() {
    PlanDraft plan = watched(rule("slow", 3, ROLLBACK));
    try (Lab lab = new Lab(plan)) {
      lab.world.pace(3600);

      lab.start().ends(Ending.SUCCEEDED);

      ProbeActivity.BucketRequest second = lab.world.buckets.get(1);
      assertThat(Duration.between(second.from(), second.to())).isEqualTo(HOUR);
      assertThat(Duration.between(lab.world.buckets.get(0).wakeAt(), second.wakeAt()))
          .isEqualTo(Duration.ofSeconds(1));
      assertThat(second.every()).isEqualTo(Duration.ofMillis(100));
      assertThat(Duration.between(lab.world.story.started(), lab.world.story.ended()))
          .as("plan time")
          .isBetween(DAY, DAY.plusHours(1));
    }
  }
}
