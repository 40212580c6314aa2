package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.StatementActivity.Slower;
import io.soakgate.deployment.Story;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Phase;
import io.soakgate.plan.ReadOnly;
import io.soakgate.plan.ReadOnly.From;
import io.soakgate.plan.ReadOnly.Sessions;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Watch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watches beside the changes (S-060). */
class BesideTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Response ROLLBACK = then(Act.ROLLBACK, "everything");
  private static final Response ASK = then(Act.ASK, "everything");
  private static final Response NOTIFY = then(Act.NOTIFY, null);

  private static PlanDraft watched(Rule... rules) {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().watches.add(beside(rules));
    return plan;
  }

  private static Watch beside(Rule... rules) {
    return new Watch(
        "meanwhile",
        Watch.BESIDE,
        List.of(new Phase(Duration.ZERO, TEN)),
        Duration.ofSeconds(1),
        List.of(rules),
        false,
        false,
        false,
        true);
  }

  private static Story.WatchStory told(Lab lab) {
    return lab.world.story.environments().get(1).watches().get(0);
  }

  /** The change is under way until the watch is in its third bucket. */
  private static FakeWorld.Hanging third(Lab lab) {
    FakeWorld.Hanging third = lab.world.hangs("bucket 3");
    lab.world.hangs("apply indexes in production").until(third.begun);
    return third;
  }

  @Test
  void itLooksWhileTheChangesAreMadeAndEndsWithThem() {
    try (Lab lab = new Lab(watched(rule("slow", 1, NOTIFY)))) {
      FakeWorld.Hanging third = third(lab);

      lab.start().ends(Ending.SUCCEEDED);

      FakeWorld.await(third.stopped);
      assertThat(told(lab).outcome()).isEqualTo("ok");
      assertThat(told(lab).buckets()).extracting(Story.Bucket::bucket).containsExactly(1, 2);
      assertThat(lab.world.buckets).allMatch(b -> b.open());
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void aRollbackStopsTheChangesAfterTheRunningOne() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ROLLBACK)))) {
      FakeWorld.Hanging running = lab.world.hangs("apply indexes in production");
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running deployment = lab.start();
      deployment.until("a breach", s -> !lab.world.toldTo("pager").isEmpty());
      assertThat(lab.world.log()).noneMatch(l -> l.contains("undo"));
      FakeWorld.await(third.begun);
      running.letGo.countDown();

      deployment.ends(Ending.ROLLED_BACK);

      assertThat(lab.world.log())
          .endsWith("apply indexes in production", "stopped bucket 3", "undo indexes in production")
          .doesNotContain("apply policies in production");
      assertThat(told(lab).outcome()).isEqualTo("breach");
    }
  }

  @Test
  void aQuestionHoldsTheChangesUntilItIsAnswered() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ASK)))) {
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      lab.world.hangs("apply indexes in production").until(third.begun);
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      lab.world.slower = Slower.unseen("pg_stat_statements is not there");
      Running deployment = lab.start();

      assertThat(deployment.untilQuestion().question())
          .startsWith("rule slow: p95 500 > 100 (1 in a row, bucket 2")
          .endsWith(
              ". Which statements got slower was not seen: pg_stat_statements is not there. Roll"
                  + " back everything, or resume to keep it?");
      assertThat(lab.world.carried("production")).containsExactly("indexes");
      deployment.command("resume");

      deployment.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  /** Several buckets pass while a change is made; the question waits until it is done. */
  @Test
  void whatIsAskedOrLoggedBesideTheChangesIsAskedOnceAndToldEverLessOften() {
    Rule logs = rule("odd", 1, then(Act.ISSUE, null));
    try (Lab lab = new Lab(watched(rule("slow", 1, ASK), logs))) {
      FakeWorld.Hanging fifth = lab.world.hangs("bucket 5");
      lab.world.hangs("apply indexes in production").until(fifth.begun);
      lab.world.latency("slow", bucket -> 500).latency("odd", bucket -> 500);
      Running deployment = lab.start();
      deployment.untilQuestion();

      deployment.command("resume");

      deployment.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.toldTo("team"))
          .extracting(t -> t.replaceFirst(" until .*", "").replaceFirst(".*, ", ""))
          .containsExactly("bucket 1", "bucket 2", "bucket 4");
      assertThat(lab.world.story.evidence().issues()).hasSize(1);
      assertThat(lab.world.audit)
          .filteredOn(e -> e.words().endsWith("; people were asked, and have not answered"))
          .hasSize(2);
    }
  }

  @Test
  void aSnoozedRuleHoldsNothing() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ASK)))) {
      FakeWorld.Hanging first = lab.world.hangs("bucket 1");
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      lab.world.hangs("apply indexes in production").until(third.begun);
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      Running deployment = lab.start();
      FakeWorld.await(first.begun);
      String says =
          "{\"act\": \"%s\", \"by\": \"ann\", \"option\": \"%s\", \"reason\": \"a report runs\"}";

      assertThat(deployment.update("command", says.formatted("snooze", "slow/1h")).words())
          .matches("recorded: rule slow is snoozed until .*Z; it is judged all the same");
      assertThat(deployment.update("command", says.formatted("extend", "meanwhile/1h")).words())
          .isEqualTo(
              "refused: a watch beside the changes ends with them; pause the deployment, or extend"
                  + " the watch that follows");
      first.letGo.countDown();

      deployment.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("asleep"))
          .singleElement()
          .asString()
          .contains("p95 500 > 100 (snoozed, bucket 2 until ");
    }
  }

  @Test
  void theAnswerMayBeToTakeItBack() {
    try (Lab lab = new Lab(watched(rule("slow", 1, ASK)))) {
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      lab.world.hangs("apply indexes in production").until(third.begun);
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      Running deployment = lab.start();
      deployment.untilQuestion();

      deployment.command("rollback");

      deployment.ends(Ending.ROLLED_BACK);
      FakeWorld.await(third.stopped);
      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Test
  void aRollbackWaitsForNobody() {
    PlanDraft plan = watched(rule("slow", 1, ROLLBACK));
    plan.production().ifFails = IfFails.ASK;
    try (Lab lab = new Lab(plan)) {
      lab.world.fails("apply policies in production", 1, "failed-statement");
      FakeWorld.Hanging held = lab.world.hangs("bucket 2");
      // Looks until it is stopped, as real ones do: a server for tests loses a workflow that takes
      // back what is over just then.
      lab.world.hangs("bucket 3");
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      Running deployment = lab.start();
      deployment.untilQuestion();
      held.letGo.countDown();

      deployment.ends(Ending.ROLLED_BACK);

      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Test
  void aFailedChangeEndsTheWatchToo() {
    try (Lab lab = new Lab(watched(rule("slow", 1, NOTIFY)))) {
      FakeWorld.Hanging third = third(lab);
      lab.world.fails("apply policies in production", 1, "refused");

      lab.start().ends(Ending.ROLLED_BACK);

      FakeWorld.await(third.stopped);
      assertThat(told(lab).buckets()).hasSize(2);
    }
  }

  @Test
  void whoAbortsEndsTheWatchToo() {
    try (Lab lab = new Lab(watched(rule("slow", 1, NOTIFY)))) {
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      FakeWorld.Hanging change = lab.world.hangs("apply policies in production");
      Running deployment = lab.start();
      FakeWorld.await(third.begun);
      FakeWorld.await(change.begun);

      deployment.command("abort");

      deployment.ends(Ending.CANCELLED);
      FakeWorld.await(third.stopped);
      FakeWorld.await(change.stopped);
      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  private static PlanDraft restoring() {
    PlanDraft plan = watched(rule("slow", 1, then(Act.ROLLBACK, "full-restore")));
    plan.production().backedUp();
    List<Rollback.Step> steps = List.of(new Rollback.Step(null, spec("restore", "backup")));
    plan.rollbacks.add(new Rollback("full-restore", steps, List.of(), null));
    return plan;
  }

  @Test
  void noRuleRestoresABackupByItselfWhileWritesGoOn() {
    try (Lab lab = new Lab(restoring())) {
      third(lab);
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);
      Running running = lab.start();

      assertThat(running.untilQuestion().question())
          .contains(
              ", and only a person restores a backup: writes went on. Roll back full-restore, or"
                  + " resume to keep it?");
      running.command("resume");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void whileWritesAreKeptOutSinceTheBackupARestoreLosesNothingAndWaitsForNobody() {
    PlanDraft plan = restoring();
    plan.production().readOnly = new ReadOnly(null, From.BACKUP, Sessions.END, "app");
    try (Lab lab = new Lab(plan)) {
      third(lab);
      lab.world.latency("slow", bucket -> bucket == 2 ? 500 : 10);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.log()).contains("step rollback/full-restore/1 in production");
    }
  }

  @Test
  void aReportedBreachKeepsWritesOutUntilTheQuestionIsAnswered() {
    try (Lab lab = new Lab(watched(rule("slow", 1, new Response(Act.ASK, "everything", true))))) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in production");
      lab.world.hangs("bucket 1");
      Running running = lab.start();
      FakeWorld.await(change.begun);
      String report =
          "{\"act\": \"breach\", \"by\": \"ann\", \"option\": \"%s\", \"reason\": \"I saw it\"}";

      assertThat(running.update("command", report.formatted("fast")).words())
          .isEqualTo("refused: watch meanwhile has no rule fast; it has slow");
      assertThat(running.update("command", report.formatted("slow")).words())
          .isEqualTo(
              "recorded: a breach of slow, which leads to ask everything, and writes are kept out"
                  + " at once");
      running.until("writes are kept out", s -> s.readOnly() != null);
      change.letGo.countDown();
      assertThat(running.untilQuestion().question())
          .startsWith("slow, reported by ann: I saw it. Roll back everything");
      running.command("resume");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.log())
          .containsSubsequence(
              "read-only on in production",
              "apply indexes in production",
              "read-only off in production",
              "apply policies in production");
    }
  }
}
