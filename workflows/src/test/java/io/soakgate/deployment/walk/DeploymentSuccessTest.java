package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeploymentSuccessTest {

  @Test
  void walksBothEnvironmentsAndSucceeds() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(running.approve("ann"))
          .isEqualTo(
              new Answer(
                  true,
                  "recorded: ann agrees as lead to production go, unverified: claims to be ann; all"
                      + " roles are given"));

      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging",
              "apply policies in staging",
              "apply indexes in production",
              "apply policies in production");
    }
  }

  @Test
  void watchesForADayInSeconds() {
    PlanDraft plan = PlanDraft.small();
    plan.staging()
        .watch(
            "soak",
            Duration.ofHours(24),
            Duration.ofHours(1),
            PlanDraft.rule(
                "slow", 3, PlanDraft.then(io.soakgate.plan.Response.Act.ROLLBACK, "everything")));
    plan.production().gates.clear();
    try (Lab lab = new Lab(plan)) {
      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.buckets).hasSize(24);
      assertThat(lab.world.story.environments().get(0).watches().get(0).buckets()).hasSize(24);
    }
  }
}
