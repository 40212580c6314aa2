package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people say of a watch that runs: not that rule for a while, and longer. */
class SnoozeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Rule ASKS = rule("slow", 1, then(Act.ASK, "everything"));
  private static final Rule ROLLS_BACK = rule("slow", 1, then(Act.ROLLBACK, "everything"));

  private static PlanDraft watched(Rule rule) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().watch("day", HOUR.multipliedBy(10), HOUR, rule);
    return plan;
  }

  private static String say(Running running, String by, String act, String option) {
    return running
        .update(
            "command",
            "{\"act\": \"%s\", \"by\": \"%s\", \"option\": \"%s\", \"reason\": \"a report runs late\"}"
                .formatted(act, by, option))
        .words();
  }

  private static List<String> kinds(Lab lab, String kind) {
    return List.copyOf(lab.world.audit).stream()
        .filter(e -> e.kind().equals(kind))
        .map(Entry::words)
        .toList();
  }

  /** A question may be seen before the breach it is about is in the audit. */
  private static void untilRecorded(Running running, Lab lab) {
    running.untilQuestion();
    running.until("the breach is recorded", s -> !kinds(lab, "breach").isEmpty());
  }

  @Test
  void aSnoozedRuleIsJudgedAndNotHeededUntilItsEnd() {
    try (Lab lab = new Lab(watched(ASKS))) {
      lab.world.latency("slow", bucket -> List.of(3, 4, 8).contains(bucket) ? 500 : 10);
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(third.begun);

      assertThat(say(running, "ann", "snooze", "fast/2h"))
          .isEqualTo("refused: watch day has no rule fast; it has slow");
      assertThat(say(running, "ann", "snooze", "slow/2d"))
          .isEqualTo(
              "refused: a rule is snoozed for a while, and slow/2d does not say for how long; write"
                  + " at most 24h, such as slow/2h");
      assertThat(say(running, "ann", "snooze", "slow/4h"))
          .matches("recorded: rule slow is snoozed until .*Z; it is judged all the same");
      assertThat(running.status().concessions())
          .singleElement()
          .asString()
          .matches("staging: rule slow snoozed until .*Z by ann: a report runs late");
      third.letGo.countDown();
      untilRecorded(running, lab);

      assertThat(kinds(lab, "asleep"))
          .hasSize(2)
          .allSatisfy(w -> assertThat(w).contains("not heeded, snoozed until ").endsWith("by ann"));
      assertThat(kinds(lab, "breach"))
          .singleElement()
          .asString()
          .startsWith("rule slow: p95 500 > 100 (1 in a row, bucket 8 ");
      running.command("resume");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.buckets).hasSize(10);
    }
  }

  @Test
  void whatBrokeInASnoozeCountsForNothingAfterIt() {
    Rule thrice = rule("slow", 3, then(Act.ASK, "everything"));
    try (Lab lab = new Lab(watched(thrice))) {
      lab.world.latency("slow", bucket -> bucket >= 2 ? 500 : 10);
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(third.begun);
      say(running, "ann", "snooze", "slow/4h");
      third.letGo.countDown();
      untilRecorded(running, lab);

      List<String> asleep = kinds(lab, "asleep");
      assertThat(asleep)
          .isNotEmpty()
          .allSatisfy(w -> assertThat(w).matches(".* \\(snoozed, bucket \\d+ .* by ann"));
      // The watch may hear of the snooze after it judged the bucket in which it was said.
      int last =
          Integer.parseInt(asleep.get(asleep.size() - 1).replaceAll(".*bucket (\\d+) .*", "$1"));
      assertThat(kinds(lab, "breach"))
          .singleElement()
          .asString()
          .startsWith("rule slow: p95 500 > 100 (3 in a row, bucket " + (last + 3) + " ");
      running.command("resume");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void whatIsCriticalAndRollsBackTakesASecondPerson() {
    try (Lab lab = new Lab(watched(ROLLS_BACK))) {
      lab.world.latency("slow", bucket -> bucket == 4 ? 500 : 10);
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(third.begun);

      assertThat(say(running, "dan", "snooze", "slow/8h"))
          .isEqualTo("refused: dan holds no role; somebody of the role map says so");
      assertThat(say(running, "ann", "snooze", "slow/8h"))
          .isEqualTo(
              "recorded: asked for by ann; rule slow rolls back by itself and is critical, so it is"
                  + " snoozed when a second person says so, too");
      assertThat(say(running, "Ann", "snooze", "slow/8h"))
          .isEqualTo("refused: Ann asked for it; somebody else says so, too");
      assertThat(say(running, "bob", "snooze", "slow/8h")).startsWith("recorded: rule slow is ");
      third.letGo.countDown();

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(kinds(lab, "snoozed"))
          .singleElement()
          .asString()
          .endsWith(" by bob, asked for by ann: a report runs late");
    }
  }

  @Test
  void aRuleThatIsWokenIsHeededAtOnceAndAReportedBreachAlways() {
    try (Lab lab = new Lab(watched(ASKS))) {
      lab.world.latency("slow", bucket -> bucket == 4 ? 500 : 10);
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(third.begun);
      say(running, "ann", "snooze", "slow/8h");

      assertThat(say(running, "bob", "breach", "slow")).startsWith("recorded: a breach of slow");
      running.untilQuestion();
      assertThat(running.command("resume").recorded()).isTrue();
      assertThat(say(running, "ann", "snooze", "slow/0m"))
          .isEqualTo("recorded: rule slow is heeded again");
      assertThat(say(running, "ann", "snooze", "slow/0m"))
          .isEqualTo("refused: rule slow is not snoozed; see soakgate status");
      third.letGo.countDown();

      running.untilQuestion();
      running.command("resume");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aWatchIsExtendedWithBucketsOfItsLastLength() {
    try (Lab lab = new Lab(watched(ASKS))) {
      FakeWorld.Hanging last = lab.world.hangs("bucket 10");
      Running running = lab.start();
      FakeWorld.await(last.begun);

      assertThat(say(running, "ann", "extend", "night/3h"))
          .isEqualTo("refused: it is watch day that runs, not night; name that one");
      assertThat(say(running, "ann", "extend", "day/soon"))
          .isEqualTo(
              "refused: day/soon does not say how much longer; write at most 7d, such as day/12h");
      assertThat(say(running, "ann", "extend", "day/150m"))
          .isEqualTo("recorded: watch day lasts 12 h 30 min now");
      last.letGo.countDown();

      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.buckets).extracting(b -> b.bucket()).endsWith(10, 11, 12, 13);
      assertThat(Duration.between(lab.world.buckets.get(0).from(), lab.world.buckets.get(12).to()))
          .isEqualTo(Duration.ofMinutes(750));
    }
  }
}
