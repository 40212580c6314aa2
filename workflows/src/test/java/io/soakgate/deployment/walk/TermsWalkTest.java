package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.over;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.plan.Check;
import io.soakgate.plan.Terms;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Actions that ask people, that may fail, that are late, and that no ledger proves. */
class TermsWalkTest {
  private static final Terms ASKS = new Terms(List.of("lead"), false, null, false, null);
  private static final Terms MAY_FAIL = new Terms(List.of(), true, null, false, null);
  private static final Terms SECOND =
      new Terms(List.of(), false, Duration.ofSeconds(1), false, null);
  private static final String FAILED = "failed-statement";

  /** A change on terms between two others, in staging alone. */
  private static PlanDraft with(Terms apply, Terms undo, Check... verify) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.changes.add(1, PlanDraft.change("cache", apply, undo, verify));
    return plan;
  }

  private static Terms appliedWhen() {
    Check shown = must("purged", "query", over("n", 0));
    return new Terms(List.of(), false, null, false, shown);
  }

  private static Measurement saw(int figure) {
    return Measurement.saw(FakeWorld.NOON, List.of(Value.number("n", figure)));
  }

  @Test
  void anActionThatAsksRunsWhenEverybodyAgreed() {
    try (Lab lab = new Lab(with(ASKS, Terms.NONE))) {
      Running running = lab.start().untilGate("staging", "apply/cache");
      assertThat(lab.world.log()).containsExactly("apply indexes in staging");

      assertThat(running.approve("ann").recorded()).isTrue();

      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.carried("staging")).containsExactly("cache", "indexes", "policies");
    }
  }

  @Test
  void anActionThatSomebodyRefusesIsLeftOutWithItsChecksAndSaid() {
    Check never = must("never", "query", under("n", 0));
    try (Lab lab = new Lab(with(ASKS, Terms.NONE, never))) {
      Running running = lab.start().untilGate("staging", "apply/cache");

      running.reject("ann", "not today");

      String words = "apply/cache left out: gate apply/cache was rejected by ann: not today";
      assertThat(running.ends(Ending.SUCCEEDED_WITH_WARNINGS).why())
          .isEqualTo("everything was done, with warnings: staging: " + words);
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.audit)
          .anyMatch(e -> e.kind().equals("skipped") && e.words().equals(words));
    }
  }

  @Test
  void anUndoThatSomebodyRefusesStaysAndTheRestIsTakenBack() {
    PlanDraft plan = with(Terms.NONE, ASKS);
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);
      Running running = lab.start().untilGate("staging", "undo/cache");
      assertThat(lab.world.carried("staging")).containsExactly("cache", "indexes");

      running.reject("ann", "people need it");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.carried("staging")).containsExactly("cache");
      assertThat(lab.world.story.stayed())
          .containsExactly(
              "staging: undo/cache, left out: gate undo/cache was rejected by ann: people need it");
    }
  }

  @Test
  void anActionThatMayFailIsAWarningAndItsChecksAreNotRun() {
    Check never = must("never", "query", under("n", 0));
    try (Lab lab = new Lab(with(MAY_FAIL, Terms.NONE, never))) {
      lab.world.fails("apply cache in staging", 1, FAILED);

      lab.start().ends(Ending.SUCCEEDED_WITH_WARNINGS);

      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.audit)
          .anyMatch(
              e ->
                  e.kind().equals("warning")
                      && e.words()
                          .equals("failed, which it may: apply cache in staging did not work"));
    }
  }

  @Test
  void anUndoThatMayFailBlocksNothing() {
    PlanDraft plan = with(Terms.NONE, MAY_FAIL);
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7).fails("undo cache in staging", 1, FAILED);

      lab.start().ends(Ending.ROLLED_BACK);

      assertThat(lab.world.log()).endsWith("undo policies in staging", "undo indexes in staging");
    }
  }

  @Test
  void anActionThatIsLateIsCancelledWaitedForAndHasFailed() {
    try (Lab lab = new Lab(with(SECOND, Terms.NONE))) {
      FakeWorld.Hanging cache = lab.world.hangs("apply cache in staging");
      Running running = lab.start();
      FakeWorld.await(cache.stopped);

      assertThat(running.ends(Ending.ROLLED_BACK).why())
          .isEqualTo("change cache: not done within 1 s, and cancelled");
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging",
              "stopped apply cache in staging",
              "undo cache in staging",
              "undo indexes in staging");
    }
  }

  @Test
  void anActionInTimeIsNotCancelled() {
    try (Lab lab = new Lab(with(SECOND, Terms.NONE))) {
      lab.start().ends(Ending.SUCCEEDED);
      assertThat(lab.world.carried("staging")).containsExactly("cache", "indexes", "policies");
    }
  }

  @Test
  void whatWasDoneByATryThatFailedIsSeenAndNotDoneAgain() {
    try (Lab lab = new Lab(with(appliedWhen(), Terms.NONE))) {
      int[] looks = {0};
      lab.world
          .fails("apply cache in staging", 1, "connection")
          .sees("purged", request -> saw(looks[0]++));

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(looks[0]).isEqualTo(2);
      assertThat(lab.world.acts.stream().filter(a -> a.subject().equals("cache"))).hasSize(1);
      assertThat(lab.world.audit)
          .anyMatch(e -> e.subject().equals("cache") && e.words().equals("done already: n 1 > 0"));
    }
  }

  @Test
  void whatIsDoneAlreadyIsNotDone() {
    try (Lab lab = new Lab(with(appliedWhen(), Terms.NONE))) {
      lab.world.sees("purged", 1);

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void whatWasNotDoneIsTriedAgainUntilPatienceEnds() {
    try (Lab lab = new Lab(with(appliedWhen(), Terms.NONE))) {
      lab.world.fails("apply cache in staging", 9, "connection").sees("purged", 0);

      assertThat(lab.start().ends(Ending.ROLLED_BACK).why())
          .isEqualTo("change cache: apply cache in staging did not work");

      assertThat(lab.world.acts.stream().filter(a -> a.subject().equals("cache")).limit(5))
          .extracting(a -> a.attempt())
          .containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void whereItCannotBeSeenAPersonIsAsked() {
    try (Lab lab = new Lab(with(appliedWhen(), Terms.NONE))) {
      lab.world.blind("purged");
      Running running = lab.start();
      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "staging: apply cache: done already? could not be seen: no connection; retry, or"
                  + " abort");
      lab.world.sees("purged", 1);

      running.command("retry");

      running.ends(Ending.SUCCEEDED);
    }
  }
}
