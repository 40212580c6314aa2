package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void pauseStopsBeforeTheNextStepAndResumeGoesOn() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      FakeWorld.Hanging change = lab.world.hangs("apply indexes in staging");
      Running running = lab.start();
      FakeWorld.await(change.begun);
      assertThat(running.command("pause"))
          .isEqualTo(new Answer(true, "recorded: stops before the next step"));
      change.letGo.countDown();
      Status paused = running.until("paused", s -> "resume".equals(s.waitingFor()));
      assertThat(paused.paused()).isEqualTo("ann: because");
      assertThat(paused.next()).isEqualTo("soakgate resume deployment-1 --by \"YOUR NAME\"");
      running.pass(Duration.ofDays(1));
      assertThat(lab.world.carried("staging")).containsExactly("indexes");
      assertThat(running.command("pause"))
          .isEqualTo(new Answer(false, "refused: it is paused already (ann: because); resume it"));

      assertThat(running.command("resume")).isEqualTo(new Answer(true, "recorded: goes on"));

      running.untilGate("production", "go");
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void aPausedGateStillTakesApprovals() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.command("pause");
      assertThat(running.approve("ann").recorded()).isTrue();
      running.until("paused", s -> "resume".equals(s.waitingFor()));
      assertThat(lab.world.carried("production")).isEmpty();

      running.command("resume");

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void commandsThatFitNothingAreRefusedInWords() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(running.command("resume"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: nothing waits for resume (production: gate go); see soakgate status"));
      assertThat(running.command("retry"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: nothing waits for retry (production: gate go); see soakgate status"));
      assertThat(running.command("rollback"))
          .isEqualTo(
              new Answer(false, "refused: nothing was changed in production yet; abort to end it"));
      assertThat(running.update("command", "{\"act\": \"explode\", \"by\": \"ann\"}").words())
          .startsWith("refused: command:1:")
          .contains("explode");
      assertThat(running.update("command", "{\"act\": \"abort\", \"by\": \"ann\"}").words())
          .endsWith("no reason: abort is written into the report; add \"reason\"");
    }
  }

  @Test
  void rollbackAtAnyMomentAfterTheFirstChangeTakesItBack() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      FakeWorld.Hanging change = lab.world.hangs("apply policies in production");
      running.approve("ann");
      FakeWorld.await(change.begun);

      running.command("rollback");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(lab.world.log())
          .containsSubsequence(
              "stopped apply policies in production",
              "undo policies in production",
              "undo indexes in production");
    }
  }
}
