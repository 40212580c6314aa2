package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollback option that a target's login cannot carry out (decision 5). */
class CaveatTest {
  private static final String WORDS = "user bob may not rename the database; ask for CREATEDB";

  @Test
  void isToldAtTheGateAndDoesNotKeepTheRestFromSucceeding() {
    try (Lab lab = new Lab(plan())) {
      lab.world.caveat("shop-production", "full-restore", true);
      Running running = lab.start().untilGate("production", "go");
      Status status = running.status();

      assertThat(status.gate().caveats()).containsExactly("rollback full-restore: " + WORDS);
      assertThat(Details.of(status)).contains("Do not count on:\n\n- rollback full-restore: ");
      assertThat(status.timeline())
          .filteredOn(e -> e.kind().equals("caveat"))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.environment()).isEqualTo("production");
                assertThat(e.subject()).isEqualTo("rollback full-restore");
                assertThat(e.outcome()).isEqualTo("unavailable");
                assertThat(e.words()).isEqualTo(WORDS);
              });

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void isRefusedWhenSomebodyAsksForIt() {
    try (Lab lab = new Lab(plan())) {
      lab.world.caveat("shop-production", "full-restore", true);
      FakeWorld.Hanging change = lab.world.hangs("apply policies in production");
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      FakeWorld.await(change.begun);

      assertThat(running.command("rollback", "full-restore"))
          .isEqualTo(
              new Answer(
                  false,
                  "refused: full-restore cannot be done in production: "
                      + WORDS
                      + "; choose another one of everything"));

      change.letGo.countDown();
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void thatMayYetWorkIsTriedWhenSomebodyAsksForIt() {
    try (Lab lab = new Lab(plan())) {
      lab.world.caveat("shop-production", "full-restore", false);
      FakeWorld.Hanging change = lab.world.hangs("apply policies in production");
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      FakeWorld.await(change.begun);

      assertThat(running.command("rollback", "full-restore").recorded()).isTrue();

      running.ends(Ending.ROLLED_BACK);
    }
  }

  private static PlanDraft plan() {
    PlanDraft plan = PlanDraft.small();
    plan.rollbacks.add(
        new Rollback(
            "full-restore",
            List.of(new Step(null, PlanDraft.spec("restore", "b"))),
            List.of(),
            null));
    return plan;
  }
}
