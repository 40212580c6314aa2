package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.AdmitActivity.Option;
import io.soakgate.deployment.walk.stage.Touching;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TouchingTest {

  private static List<Option> options(Rule... rules) {
    PlanDraft draft = PlanDraft.small();
    draft.rollbacks.add(new Rollback("some", List.of(new Step("indexes", null)), List.of(), null));
    draft.staging().watch("soak", Duration.ofHours(2), Duration.ofHours(1), rules);
    Plan plan = draft.plan();
    return Touching.question("d-1", plan, List.of(), plan.environments().get(0)).options();
  }

  @Test
  void anOptionIsReliedOnWhenARuleLeadsToIt() {
    assertThat(options(PlanDraft.rule("slow", 1, PlanDraft.then(Act.ROLLBACK, "some"))))
        .extracting(Option::relied)
        .containsExactly(true);
  }

  @Test
  void aTargetIsToldWhoseWaysBackAreWalkedOnItsBackup() {
    PlanDraft draft = PlanDraft.small();
    draft.staging().backedUp();
    Plan plan = draft.plan();

    assertThat(plan.environments())
        .extracting(e -> Touching.question("d-1", plan, List.of(), e).drilled())
        .containsExactly("production", null);
  }

  @Test
  void whatIsOnlyTrackedLeadsToNothing() {
    assertThat(options(Rule.tracked("sizes", PlanDraft.spec("size", "sizes"))))
        .extracting(Option::relied)
        .containsExactly(false);
  }
}
