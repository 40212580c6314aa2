package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options of a rollback, and what becomes of one that cannot go on. */
class BlockedRollbackTest {

  private static PlanDraft staging() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    return plan;
  }

  private static PlanDraft withOptions() {
    PlanDraft plan = staging();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    plan.staging().backup = new Backup(spec("dump", "b"), List.of(), null);
    plan.rollbacks.add(
        new Rollback(
            "full-restore", List.of(new Step(null, spec("restore", "b"))), List.of(), null));
    plan.rollbacks.add(
        new Rollback("policies-only", List.of(new Step("policies", null)), List.of(), null));
    return plan;
  }

  @Test
  void aBlockedRollbackPagesAndGoesOnWhenToldToRetry() {
    try (Lab lab = new Lab(withOptions())) {
      lab.world.sees("errors", 7).fails("undo policies in staging", 1, "failed-statement");
      Running running = lab.start();
      Status blocked = running.untilQuestion();
      assertThat(blocked.question())
          .isEqualTo(
              "ROLLBACK_BLOCKED at policies: undo policies in staging did not work. Other options:"
                  + " full-restore (restores the backup), policies-only. Retry, resolve the"
                  + " statement, skip it with a reason, or roll back with another option?");
      assertThat(blocked.doing()).isEqualTo("staging: ROLLBACK_BLOCKED at policies");
      assertThat(blocked.waitingFor()).isEqualTo("an answer: retry or resolve or skip or rollback");
      assertThat(lab.world.log()).doesNotContain("undo indexes in staging");

      assertThat(running.command("retry").recorded()).isTrue();

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.toldTo("pager")).anyMatch(t -> t.contains("ROLLBACK_BLOCKED"));
      assertThat(lab.world.acts)
          .filteredOn(a -> a.subject().equals("policies") && a.purpose().name().equals("UNDO"))
          .extracting(ActRequest::attempt)
          .containsExactly(1, 2);
    }
  }

  @Test
  void aBlockedRollbackPagesAgainUntilSomebodyAnswers() {
    try (Lab lab = new Lab(withOptions())) {
      lab.world.sees("errors", 7).fails("undo policies in staging", 1, "failed-statement");
      Running running = lab.start();
      running.untilQuestion();
      running.pass(Duration.ofMinutes(50));
      assertThat(lab.world.toldTo("pager"))
          .filteredOn(t -> t.contains("unanswered for"))
          .extracting(t -> t.replaceFirst(".*unanswered for (.*): ROLLBACK_BLOCKED.*", "$1"))
          .containsExactly("15 min", "30 min", "45 min");

      running.command("retry");
      running.ends(Ending.ROLLED_BACK);
      running.pass(Duration.ofMinutes(50));
      assertThat(lab.world.toldTo("pager")).filteredOn(t -> t.contains("unanswered")).hasSize(3);
    }
  }

  @Test
  void whatTheFirstOptionTookBackDoesNotStayBehindTheSecond() {
    try (Lab lab = new Lab(withOptions())) {
      lab.world.sees("errors", 7).fails("undo indexes in staging", 1, "failed-statement");
      Running running = lab.start();
      running.untilQuestion();

      running.command("rollback", "policies-only");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.story.stayed()).containsExactly("staging: change indexes");
      assertThat(lab.world.lefts.get(0).environments().get(0).applied()).containsExactly("indexes");
    }
  }

  @Test
  void aBlockedStepMayBeLeftOutWithAReason() {
    try (Lab lab = new Lab(withOptions())) {
      lab.world.sees("errors", 7).fails("undo policies in staging", 9, "failed-statement");
      Running running = lab.start();
      running.untilQuestion();

      running.command("skip");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.carried("staging")).containsExactly("policies");
      assertThat(lab.world.story.stayed())
          .containsExactly("staging: policies, left out by ann: because");
    }
  }

  @Test
  void aBlockedRollbackMayBecomeAFullRestore() {
    try (Lab lab = new Lab(withOptions())) {
      lab.world.sees("errors", 7).fails("undo policies in staging", 9, "failed-statement");
      Running running = lab.start();
      running.untilQuestion();

      assertThat(running.command("rollback", "no-such"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: the plan has no rollback option no-such; choose one of everything,"
                      + " full-restore, policies-only"));
      running.command("rollback", "full-restore");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("staging")).isEmpty();
      ActRequest restore = lab.world.acts.get(lab.world.acts.size() - 1);
      assertThat(restore.subject()).isEqualTo("rollback/full-restore/1");
      assertThat(restore.backup().id()).isEqualTo("b1");
    }
  }

  @Test
  void aPersonMayRollBackAnOptionOfHealthyChanges() {
    PlanDraft plan = withOptions();
    plan.staging().gate("end", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "end");

      assertThat(running.command("rollback", "policies-only").recorded()).isTrue();

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.carried("staging")).containsExactly("indexes");
      assertThat(lab.world.story.stayed()).containsExactly("staging: change indexes");
    }
  }

  @Test
  void checksOfAnOptionThatFailBlockIt() {
    PlanDraft plan = withOptions();
    plan.rollbacks.add(
        new Rollback(
            "checked",
            List.of(new Step("policies", null), new Step("indexes", null)),
            List.of(must("left", "rows", under("n", 5))),
            null));
    plan.staging().gate("end", "lead");
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("left", 50);
      Running running = lab.start().untilGate("staging", "end");
      running.command("rollback", "checked");
      assertThat(running.untilQuestion().question())
          .startsWith("ROLLBACK_BLOCKED at checks of checked: rollback checked check left: ");

      lab.world.sees("left", 0);
      running.command("retry");

      running.ends(Ending.ROLLED_BACK);
    }
  }
}
