package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.plan.Response;
import io.soakgate.plan.Response.Act;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** M-109, rule 12: what must be immediate and may lose data freezes first, and then asks. */
class BreachTest {
  private static PlanDraft watched() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.staging()
        .watch(
            "soak",
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            rule("security", 1, new Response(Act.ASK, "everything", true)));
    return plan;
  }

  private static String reported(String rule) {
    return "{\"act\": \"breach\", \"by\": \"ann\", \"option\": \""
        + rule
        + "\", \"reason\": \"rows of others are seen\"}";
  }

  @Test
  void aReportedBreachKeepsWritesOutAndAsks() {
    try (Lab lab = new Lab(watched())) {
      FakeWorld.Hanging bucket = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(bucket.begun);

      assertThat(running.update("command", reported("speed")).words())
          .isEqualTo("refused: watch soak has no rule speed; it has security");
      assertThat(running.update("command", reported("security")).words())
          .isEqualTo(
              "recorded: a breach of security, which leads to ask everything, and writes are kept"
                  + " out at once");
      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "security, reported by ann: rows of others are seen. Roll back everything, or resume"
                  + " to keep it?");
      assertThat(lab.world.frozen).hasSize(1);
      assertThat(running.status().readOnly()).isNotNull();

      assertThat(running.command("resume").recorded()).isTrue();
      running.until("writes go on", s -> s.readOnly() == null);
      bucket.letGo.countDown();
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aRollbackKeepsWritesOutToItsEnd() {
    try (Lab lab = new Lab(watched())) {
      FakeWorld.Hanging bucket = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(bucket.begun);
      running.update("command", reported("security"));
      running.untilQuestion();
      FakeWorld.Hanging undo = lab.world.hangs("undo policies in staging");

      assertThat(running.command("rollback").recorded()).isTrue();
      FakeWorld.await(undo.begun);
      assertThat(running.status().readOnly()).isNotNull();
      undo.letGo.countDown();

      running.ends(Ending.ROLLED_BACK);
      assertThat(running.status().readOnly()).isNull();
    }
  }

  @Test
  void outsideOfAWatchThereIsNothingToBreak() {
    PlanDraft plan = watched();
    plan.staging().gate("go", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");

      assertThat(running.update("command", reported("security")).words())
          .isEqualTo(
              "refused: no watch runs, it is staging: gate go; soakgate rollback or abort ends it"
                  + " at once");
    }
  }
}
