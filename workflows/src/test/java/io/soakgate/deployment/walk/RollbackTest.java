package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.asBefore;
import static io.soakgate.deployment.walk.PlanDraft.change;
import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.should;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.Story;
import io.soakgate.plan.Backup;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollbackTest {

  private static PlanDraft staging() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    return plan;
  }

  @Test
  void aMustThatFailsAfterAChangeTakesEverythingBackInReverseOrder() {
    PlanDraft plan = staging();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why).startsWith("after check errors: ").contains("7");
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging",
              "apply policies in staging",
              "undo policies in staging",
              "undo indexes in staging");
      Story.EnvironmentStory told = lab.world.story.environments().get(0);
      assertThat(told.after()).isEqualTo(told.before()).isEqualTo("fingerprint of []");
    }
  }

  @Test
  void aChangeThatFailsIsUndoneTooBecauseItMayHaveDoneHalf() {
    try (Lab lab = new Lab(staging())) {
      lab.world.fails("apply policies in staging", 1, "failed-statement");

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why).isEqualTo("change policies: apply policies in staging did not work");
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging", "undo policies in staging", "undo indexes in staging");
    }
  }

  @Test
  void aWorkerThatComesBackIsAskedAgain() {
    try (Lab lab = new Lab(staging())) {
      lab.world.fails("apply policies in staging", 7, "connection");

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void aScriptThatChangedSinceAdmissionIsRefusedBeforeTheFirstChange() {
    try (Lab lab = new Lab(staging())) {
      lab.world.fails("apply indexes in staging", 1, "refused");

      String why = lab.start().ends(Ending.REFUSED).why();

      assertThat(why).isEqualTo("change indexes: apply indexes in staging did not work");
      assertThat(lab.world.story.stayed()).isEmpty();
    }
  }

  @Test
  void aMustThatFailsBeforeTheFirstChangeRefuses() {
    PlanDraft plan = staging();
    plan.staging().check("before", must("counts", "rows", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("counts", 9);

      lab.start().ends(Ending.REFUSED);

      assertThat(lab.world.log()).isEmpty();
    }
  }

  @Test
  void aShouldThatFailsIsAWarning() {
    PlanDraft plan = staging();
    plan.staging().check("after", should("fast", "latency", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("fast", 9);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aMustThatCannotBeSeenHoldsAndPagesUntilAPersonSaysRetry() {
    PlanDraft plan = staging();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.blind("errors");
      Running running = lab.start();
      Status held = running.untilQuestion();
      assertThat(held.waitingFor()).isEqualTo("an answer: retry or waive");
      assertThat(held.next())
          .isEqualTo(
              "soakgate retry deployment-1 --by \"YOUR NAME\" --reason \"WHY\" | soakgate waive"
                  + " deployment-1 errors --by \"YOUR NAME\" --reason \"WHY\"");
      running.pass(Duration.ofDays(2));
      assertThat(running.status().question()).contains("no connection");
      assertThat(lab.world.toldTo("pager")).hasSize(1);

      lab.world.sees("errors", 1);
      assertThat(running.command("retry")).isEqualTo(new Answer(true, "recorded: retry"));

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void aBackupThatIsNotVerifiedRefuses() {
    PlanDraft plan = staging();
    plan.staging().backup = new Backup(spec("dump", "b"), List.of(), null);
    try (Lab lab = new Lab(plan)) {
      lab.world.badBackup();

      String why = lab.start().ends(Ending.REFUSED).why();

      assertThat(why).isEqualTo("backup before is not verified: 500 bytes, restored and counted");
      assertThat(lab.world.log()).containsExactly("backup in staging");
    }
  }

  @Tag("T-21")
  @Test
  void aTrialRestoreThatTookLongerThanTheRollbackMayIsHeldForAPerson() {
    PlanDraft plan = staging();
    plan.staging().backup = new Backup(spec("dump", "b"), List.of(), null);
    plan.staging().gate("before", "lead");
    List<Step> restore = List.of(new Step(null, spec("restore", "b")));
    plan.rollbacks.add(new Rollback("full-restore", restore, List.of(), Duration.ofMinutes(15)));
    plan.rollbacks.add(new Rollback("patient", restore, List.of(), Duration.ofHours(1)));
    String late = "rollback full-restore: the trial restore took 18 min, it may take 15 min";
    try (Lab lab = new Lab(plan)) {
      lab.world.trialRestore(Duration.ofMinutes(18));
      Running running = lab.start();

      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "staging: "
                  + late
                  + ". Retry takes the backup anew; skip with a reason goes on without that limit");
      running.until("a page", s -> lab.world.toldTo("pager").size() == 1);
      running.command("skip");
      running.untilGate("staging", "before");

      assertThat(running.status().gate().caveats()).containsExactly(late);
      assertThat(running.status().concessions())
          .containsExactly("staging: " + late + ": accepted by ann: because");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aBackupThatComesBackTooSlowlyMayBeTakenAnew() {
    PlanDraft plan = staging();
    plan.staging().backup = new Backup(spec("dump", "b"), List.of(), null);
    List<Step> restore = List.of(new Step(null, spec("restore", "b")));
    plan.rollbacks.add(new Rollback("full-restore", restore, List.of(), Duration.ofMinutes(15)));
    try (Lab lab = new Lab(plan)) {
      lab.world.trialRestore(Duration.ofMinutes(18));
      Running running = lab.start();
      running.untilQuestion();
      lab.world.trialRestore(Duration.ofMinutes(3));
      running.command("retry");

      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.log()).startsWith("backup in staging", "backup in staging");
    }
  }

  @Test
  void whatIsComparedLaterIsMeasuredBeforeTheFirstChange() {
    PlanDraft plan = staging();
    plan.staging().check("after", must("rows", "rows", asBefore("n")));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "rows",
          request ->
              io.soakgate.verdict.Measurement.saw(
                  FakeWorld.NOON,
                  List.of(
                      io.soakgate.verdict.Value.number("n", lab.world.carried("staging").size()))));

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why).contains("2").contains("0");
    }
  }

  @Test
  void whatVerifiesAChangeIsComparedWithJustBeforeThatChange() {
    PlanDraft plan = staging();
    plan.changes.clear();
    plan.changes.add(change("indexes"));
    plan.changes.add(change("policies", must("rows", "rows", asBefore("n"))));
    try (Lab lab = new Lab(plan)) {
      List<Integer> carried = new java.util.concurrent.CopyOnWriteArrayList<>();
      lab.world.sees(
          "rows",
          request -> {
            carried.add(lab.world.carried("staging").size());
            return io.soakgate.verdict.Measurement.saw(
                FakeWorld.NOON, List.of(io.soakgate.verdict.Value.number("n", 4)));
          });

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(carried).containsExactly(1, 2);
    }
  }

  @Test
  void ifFailsStayLeavesItAndSaysWhatStays() {
    PlanDraft plan = staging();
    plan.staging().ifFails = IfFails.STAY;
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);

      lab.start().ends(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.story.stayed())
          .containsExactly("staging: change indexes", "staging: change policies");
    }
  }

  @Test
  void ifFailsAskWaitsForAPerson() {
    PlanDraft plan = staging();
    plan.staging().ifFails = IfFails.ASK;
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);
      Running running = lab.start();
      running.untilQuestion();
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");

      assertThat(running.command("rollback"))
          .isEqualTo(new Answer(true, "recorded: rollback everything"));

      running.ends(Ending.ROLLED_BACK);
    }
  }
}
