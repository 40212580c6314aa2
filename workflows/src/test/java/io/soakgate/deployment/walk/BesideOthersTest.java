package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.LeftBehind.DAY;
import static io.soakgate.deployment.walk.LeftBehind.POLICIES;
import static io.soakgate.deployment.walk.LeftBehind.asks;
import static io.soakgate.deployment.walk.LeftBehind.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Toll;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken back after an ending, beside what others do and did (S-037, ADR 0028). */
class BesideOthersTest {

  @Test
  void whatALaterDeploymentBuiltUponIsNotPulledAway() {
    try (Lab lab = new Lab(plan())) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.world.later.add("deployment-2");

      assertThat(lab.rollBack(1, POLICIES).endsSoon(Ending.REFUSED).why())
          .isEqualTo(
              "shop-production: changed since by deployment-2: what came later may stand on what"
                  + " deployment-1 made; take the later one back first: soakgate rollback"
                  + " deployment-2");
    }
  }

  @Test
  void aDeploymentThatRunsIsToldAndNotTakenBackBesideIt() {
    PlanDraft plan = plan();
    plan.production().gate("go", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(lab.rollBack(1, POLICIES).endsSoon(Ending.REFUSED).why())
          .isEqualTo(
              "input: no deployment deployment-1 has ended and left anything: only what stayed"
                  + " behind can be taken back after an ending; see soakgate status deployment-1;"
                  + " while it runs, soakgate rollback tells it");
      assertThat(running.status().gate()).isNotNull();
    }
  }

  @Test
  void anotherDeploymentThatHoldsTheTargetIsNamed() {
    PlanDraft plan = plan();
    plan.production().gate("go", "lead");
    try (Lab lab = new Lab(plan)) {
      Running first = lab.start().untilGate("production", "go");
      first.approve("ann");
      first.endsSoon(Ending.SUCCEEDED);
      Running second = lab.start().untilGate("production", "go");

      assertThat(lab.rollBack(1, POLICIES).endsSoon(Ending.REFUSED).why())
          .contains("shop-production: held by deployment-2");
      assertThat(second.status().gate()).isNotNull();
    }
  }

  @Test
  void whatSomebodyElseChangedSinceIsAskedAbout() {
    try (Lab lab = new Lab(plan())) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.rollBack(1, POLICIES).endsSoon(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.looks.get(lab.world.looks.size() - 1).catalog())
          .isEqualTo("catalog of [indexes, policies]");
    }
  }

  @Test
  void aSecondOneFindsOnlyWhatIsStillThere() {
    PlanDraft plan = plan();
    plan.rollbacks.add(
        new Rollback(
            "both",
            List.of(new Step("policies", null), new Step("indexes", null)),
            List.of(),
            null,
            List.of(),
            List.of(),
            Toll.NONE,
            DAY));
    try (Lab lab = new Lab(plan)) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.rollBack(1, POLICIES).endsSoon(Ending.PARTLY_ROLLED_BACK);

      lab.rollBack(2, asks(", \"option\": \"both\"")).endsSoon(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(lab.rollBack(3, asks(", \"option\": \"both\"")).endsSoon(Ending.REFUSED).why())
          .isEqualTo(
              "input: nothing of deployment-1 is in production any more: something stays in"
                  + " staging; name that as \"environment\", or --in");
      lab.rollBack(4, asks(", \"option\": \"both\", \"environment\": \"staging\""))
          .endsSoon(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("staging")).isEmpty();
    }
  }

  @Test
  void whatFollowsTheDeploymentEnds() {
    PlanDraft plan = plan();
    plan.conduct =
        new Conduct(
            null,
            List.of(),
            List.of(),
            List.of(
                new Schedule(
                    "month", null, DAY.multipliedBy(30), null, null, false, List.of(), List.of())));
    try (Lab lab = new Lab(plan)) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.rollBack(1, POLICIES).endsSoon(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("afterwards"))
          .extracting(e -> e.words())
          .contains(
              "ends: rolled back by deployment-1/rollback/1",
              "ends here: rolled back by deployment-1/rollback/1");
    }
  }
}
