package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.StatementActivity.Slower;
import io.soakgate.deployment.StatementActivity.Suspect;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rollback;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When something became slow, people are asked with the statement, the change and the way back. */
class SuspectsTest {

  private static PlanDraft watched() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.rollbacks.add(
        new Rollback(
            "policies-only", List.of(new Rollback.Step("policies", null)), List.of(), null));
    plan.staging()
        .watch(
            "soak",
            Duration.ofHours(2),
            Duration.ofHours(1),
            rule("slow", 1, then(Act.ASK, "everything")));
    return plan;
  }

  private static String asked(Slower slower) {
    try (Lab lab = new Lab(watched())) {
      lab.world.latency("slow", bucket -> bucket == 1 ? 500 : 10);
      lab.world.slower = slower;
      Running running = lab.start();
      String question = running.untilQuestion().question();
      running.command("resume");
      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.suspected)
          .singleElement()
          .satisfies(
              q -> {
                assertThat(q.before().counters()).hasSize(1);
                assertThat(q.changes())
                    .extracting(t -> t.change())
                    .containsExactly("indexes", "policies");
              });
      return question.replaceFirst("^.*?\\)\\. ", "");
    }
  }

  @Test
  void theStatementTheChangeAndItsWayBackStandInTheQuestion() {
    Slower slower =
        new Slower(
            List.of(
                new Suspect("SELECT a FROM dishes", 4.0, 80.25, 310, List.of("policies")),
                new Suspect("SELECT b FROM carts", null, 30, 2, List.of())),
            null);

    assertThat(asked(slower))
        .isEqualTo(
            "Slower since the changes: SELECT a FROM dishes (80.3 ms on average, 4.0 ms before; 310"
                + " calls; its tables are touched by policies); SELECT b FROM carts (30.0 ms on"
                + " average, new; 2 calls; its tables are touched by no change). Recommended: roll"
                + " back policies-only, which takes back policies. Roll back everything, or resume"
                + " to keep it?");
  }

  @Test
  void whatNobodyCouldSeeIsSaidAndAskedAllTheSame() {
    assertThat(asked(Slower.unseen("pg_stat_statements is not installed in shop")))
        .isEqualTo(
            "Which statements got slower was not seen: pg_stat_statements is not installed in shop."
                + " Roll back everything, or resume to keep it?");
  }
}
