package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.plan.IfFails;
import org.junit.jupiter.api.Test;

/** What people take into their own hands: resolve, retry, skip, waive. */
class TakeoverTest {
  private static final String FAILS = "apply policies in staging";
  private static final String FAILED = "failed-statement";
  private static final String START = "{\"plan\": \"shop\", \"by\": \"ann\"}";

  private static PlanDraft staging(IfFails ifFails) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging().ifFails = ifFails;
    return plan;
  }

  private static Answer resolve(Running running, String change, String as) {
    return running.update(
        "command",
        """
        {"act": "resolve", "by": "bob", "reason": "ran it by hand", "change": "%s",
         "statement": 3, "as": "%s"}
        """
            .formatted(change, as));
  }

  private static Answer waive(Running running, String check, String by) {
    return running.update(
        "command",
        """
        {"act": "waive", "by": "%s", "reason": "the replica was rebuilding", "check": "%s"}
        """
            .formatted(by, check));
  }

  @Test
  void aChangeThatFailsWhereAPersonIsAskedHoldsAndGoesOnAfterAResolution() {
    try (Lab lab = new Lab(staging(IfFails.ASK))) {
      lab.world.fails(FAILS, 9, FAILED);
      Running running = lab.start(START);
      Status held = running.untilQuestion();
      assertThat(held.question())
          .isEqualTo(
              "change policies: apply policies in staging did not work. Retry it, resolve the"
                  + " statement, skip the change, roll back, or resume to end here and leave it as"
                  + " it is?");
      assertThat(held.next())
          .contains(
              "soakgate resolve deployment-1 policies --statement N --as done --by \"YOUR NAME\""
                  + " --reason \"WHY\"");
      assertThat(resolve(running, "indexes", "done"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: held is policies, not indexes; resolve a statement of what is held"));

      assertThat(resolve(running, "policies", "done"))
          .isEqualTo(
              new Answer(
                  true,
                  "recorded: policies statement 3 stands as resolved done; retry goes on from"
                      + " there"));
      assertThat(running.status().question()).isNotNull();
      assertThat(running.status().concessions())
          .containsExactly(
              "staging: policies statement 3 resolved as done by bob: ran it by hand (policies"
                  + " statement 3 stands as resolved done)");
      running.command("retry");

      assertThat(running.ends(Ending.SUCCEEDED_WITH_WARNINGS).why())
          .isEqualTo(
              "everything was done, with warnings: staging: policies statement 3 resolved as done"
                  + " by bob: ran it by hand (policies statement 3 stands as resolved done)");
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging",
              "resolve policies statement 3 as done by bob",
              "apply policies in staging");
      assertThat(lab.world.story.stayed()).isEmpty();
      assertThat(lab.world.audit).anyMatch(e -> e.kind().equals("resolved"));
    }
  }

  @Test
  void aStatementThatWasSkippedStandsInWhatStayed() {
    try (Lab lab = new Lab(staging(IfFails.ASK))) {
      lab.world.fails(FAILS, 9, FAILED);
      Running running = lab.start(START);
      running.untilQuestion();
      resolve(running, "policies", "skipped");
      running.command("retry");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.story.stayed())
          .containsExactly("staging: policies statement 3 was skipped");
    }
  }

  @Test
  void aResolutionTheTargetRefusesIsAnsweredWithItsWordsAndChangesNothing() {
    try (Lab lab = new Lab(staging(IfFails.ASK))) {
      lab.world.fails(FAILS, 9, FAILED).fails("resolve policies", 1, "refused");
      Running running = lab.start(START);
      running.untilQuestion();

      assertThat(resolve(running, "policies", "done"))
          .isEqualTo(new Answer(false, "refused: resolve policies did not work"));

      assertThat(running.status().concessions()).isEmpty();
      running.command("rollback");
      assertThat(running.ends(Ending.ROLLED_BACK).why())
          .isEqualTo(
              "change policies: apply policies in staging did not work; rollback asked for by ann:"
                  + " because");
    }
  }

  @Test
  void aChangeThatIsLeftOutIsToldAndNotVerified() {
    PlanDraft plan = staging(IfFails.ASK);
    plan.changes.set(1, PlanDraft.change("policies", must("policies", "query", under("n", 5))));
    try (Lab lab = new Lab(plan)) {
      lab.world.fails(FAILS, 9, FAILED).sees("policies", 9);
      Running running = lab.start(START);
      running.untilQuestion();
      running.command("skip");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.story.stayed())
          .containsExactly("staging: change policies left out by ann: because");
    }
  }

  @Test
  void resumeEndsItThereAndLeavesItAsItIs() {
    try (Lab lab = new Lab(staging(IfFails.ASK))) {
      lab.world.fails(FAILS, 9, FAILED);
      Running running = lab.start(START);
      running.untilQuestion();
      running.command("resume");

      running.ends(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.story.stayed())
          .containsExactly("staging: change indexes", "staging: change policies");
      assertThat(lab.world.log()).containsExactly("apply indexes in staging");
    }
  }

  @Test
  void whoHasPausedItIsNotOvertakenByARollback() {
    try (Lab lab = new Lab(staging(IfFails.ROLLBACK))) {
      FakeWorld.Hanging hanging = lab.world.hangs("apply indexes in staging");
      lab.world.fails("apply indexes in staging", 1, FAILED);
      Running running = lab.start(START);
      FakeWorld.await(hanging.begun);
      running.command("pause");
      hanging.letGo.countDown();
      running.untilQuestion();
      assertThat(running.command("resume").words())
          .startsWith("recorded: goes on; still asked: change indexes: ");
      running.command("retry");

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void aStatementOfABlockedUndoIsResolvedToo() {
    PlanDraft plan = staging(IfFails.ROLLBACK);
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7).fails("undo policies in staging", 9, FAILED);
      Running running = lab.start(START);
      running.untilQuestion();

      assertThat(resolve(running, "policies", "done").recorded()).isTrue();
      running.command("retry");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.acts.get(lab.world.acts.size() - 2).purpose().name()).isEqualTo("UNDO");
    }
  }

  @Test
  void aMustThatDoesNotHoldIsWaivedByASecondPersonAndToldEverywhere() {
    PlanDraft plan = staging(IfFails.ASK);
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);
      Running running = lab.start(START);
      assertThat(running.untilQuestion().next())
          .contains("soakgate waive deployment-1 errors --by \"YOUR NAME\" --reason \"WHY\"");
      assertThat(running.command("skip"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: a check is not skipped; a second person waives it: soakgate waive"
                      + " deployment-1 errors --by \"YOUR NAME\" --reason \"WHY\""));
      assertThat(waive(running, "errors", "ann").words())
          .isEqualTo(
              "recorded: asked for by ann; check errors is waived when a second person waives it"
                  + " too");
      assertThat(waive(running, "other", "bob").words())
          .isEqualTo("refused: no check other is held; held is errors");
      assertThat(waive(running, "errors", "bob").words())
          .isEqualTo("recorded: check errors is waived by bob");

      String why = running.ends(Ending.SUCCEEDED_WITH_WARNINGS).why();

      assertThat(why)
          .startsWith(
              "everything was done, with warnings: staging: check errors waived by bob, asked for"
                  + " by ann: the replica was rebuilding (after check errors: ");
      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("waived"))
          .extracting(e -> e.subject())
          .containsExactly("check errors");
    }
  }

  @Test
  void whatWasWaivedIsNotLookedAtAgainAndTheRestIs() {
    PlanDraft plan = staging(IfFails.ASK);
    plan.staging()
        .check(
            "after", must("errors", "query", under("n", 5)), must("rows", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7).sees("rows", 8);
      Running running = lab.start(START);
      running.untilQuestion();
      assertThat(waive(running, "errors", "bob").words())
          .isEqualTo("recorded: check errors is waived by bob; still held: rows");
      lab.world.sees("rows", 1);
      running.command("retry");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aMustThatCannotBeSeenIsWaivedWhateverThePlanSays() {
    PlanDraft plan = staging(IfFails.ROLLBACK);
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.blind("errors");
      Running running = lab.start(START);
      running.untilQuestion();
      assertThat(waive(running, "errors", "bob").recorded()).isTrue();

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void whereNothingIsHeldNothingIsResolvedOrWaived() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().gate("go", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start(START).untilGate("staging", "go");

      assertThat(resolve(running, "policies", "done").words())
          .isEqualTo("refused: nothing waits for resolve (staging: gate go); see soakgate status");
      assertThat(
              running
                  .update("command", "{\"act\": \"resolve\", \"by\": \"bob\", \"reason\": \"x\"}")
                  .words())
          .isEqualTo(
              "refused: command:1:1: not said what is resolved: a statement is named by its change"
                  + " and number, and is done or skipped; add \"change\", \"statement\" and \"as\"");
      assertThat(
              running
                  .update("command", "{\"act\": \"waive\", \"by\": \"bob\", \"reason\": \"x\"}")
                  .words())
          .isEqualTo(
              "refused: command:1:1: not said which check: one check is waived, not all; add"
                  + " \"check\"");
    }
  }
}
