package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.LeftBehind.DAY;
import static io.soakgate.deployment.walk.LeftBehind.POLICIES;
import static io.soakgate.deployment.walk.LeftBehind.asks;
import static io.soakgate.deployment.walk.LeftBehind.plan;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.AdmitActivity.WayBack;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Left;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Toll;
import io.soakgate.verdict.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S-037: what a deployment left behind is taken back after its ending (ADR 0028). */
class AfterTheEndingTest {
  @Test
  void anOptionTakesBackItsChangesAndTheRestStays() {
    try (Lab lab = new Lab(plan())) {
      lab.start().endsSoon(Ending.SUCCEEDED);

      Running back = lab.rollBack(1, POLICIES);
      String why = back.endsSoon(Ending.PARTLY_ROLLED_BACK).why();

      assertThat(why).isEqualTo("bob: slow");
      assertThat(lab.world.carried("production")).containsExactly("indexes");
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.story.stayed()).containsExactly("production: change indexes");
      assertThat(lab.world.story.title()).isEqualTo("Rollback of deployment-1: Shop indexes");
      assertThat(lab.world.story.deployment()).isEqualTo("deployment-1/rollback/1");
      assertThat(lab.world.leaseOf("shop-production")).isNull();
    }
  }

  @Test
  void inTheLedgerItIsTheDeploymentsOwnAndALaterAsk() {
    try (Lab lab = new Lab(plan())) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.world.acts.clear();

      lab.rollBack(1, POLICIES).endsSoon(Ending.PARTLY_ROLLED_BACK);

      ActRequest undo = lab.world.acts.get(0);
      assertThat(undo.scope().deployment()).isEqualTo("deployment-1");
      assertThat(undo.subject() + " " + undo.purpose()).isEqualTo("policies UNDO");
      assertThat(undo.attempt()).isEqualTo(Left.ASKS + 1);
      assertThat(lab.world.lefts)
          .extracting(l -> l.by() + " " + l.asks() + " " + l.environments().get(1).applied())
          .containsExactly(
              "deployment-1 1000 [indexes, policies]",
              "deployment-1/rollback/1 2000 [indexes, policies]",
              "deployment-1/rollback/1 2000 [indexes]");
    }
  }

  @Test
  void itIsRefusedOnceThePlansLimitHasPassed() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start();
      running.endsSoon(Ending.SUCCEEDED);
      running.pass(DAY.plusMinutes(1));

      String why = lab.rollBack(1, POLICIES).endsSoon(Ending.REFUSED).why();

      assertThat(why)
          .startsWith("input: option policies-only could be asked for until 2026-11-03T")
          .contains("`until: 24 h` after the ending at 2026-11-02T")
          .endsWith("write what is to be changed now as a plan of its own");
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void anOptionWithoutALimitEndsWithTheDeployment() {
    try (Lab lab = new Lab(plan())) {
      lab.start().endsSoon(Ending.SUCCEEDED);

      assertThat(lab.rollBack(1, asks("")).endsSoon(Ending.REFUSED).why())
          .isEqualTo(
              "input: option everything ends with the deployment: the plan says `until` for no"
                  + " longer; after the ending it has policies-only (24 h)");
      assertThat(lab.rollBack(2, asks(", \"option\": \"all\"")).endsSoon(Ending.REFUSED).why())
          .startsWith("input: the plan has no rollback option all");
    }
  }

  @Test
  void whoAsksDoesNotAgreeWhereThePolicyWantsASecondPerson() {
    try (Lab lab = new Lab(plan(List.of("dba")))) {
      lab.world.policy(Policy.of(false, true));
      lab.world.ways.add(new WayBack("production", "policies-only", "1 statement"));
      lab.start("{\"plan\": \"shop\", \"by\": \"ann\"}").endsSoon(Ending.SUCCEEDED);

      assertThat(lab.rollBack(1, POLICIES).endsSoon(Ending.REFUSED).why())
          .startsWith(
              "production: gate rollback/policies-only asks dba, which only bob can give, who"
                  + " starts this");
      Running back =
          lab.rollBack(
              2,
              "{\"deployment\": \"deployment-1\", \"option\": \"policies-only\", \"by\": \"ann\","
                  + " \"reason\": \"slow\"}");
      back.untilGate("production", "rollback/policies-only");
      assertThat(back.status().gate().sql()).containsExactly("rollback policies-only: 1 statement");
      assertThat(back.status().next())
          .isEqualTo("soakgate approve deployment-1/rollback/2 --by \"YOUR NAME\"");
      assertThat(back.approve("bob").recorded()).isTrue();
      back.endsSoon(Ending.PARTLY_ROLLED_BACK);
    }
  }

  @Test
  void whereTheOptionAsksNobodyThoseAgreeWhoLetTheChangesIn() {
    PlanDraft plan = plan();
    plan.production().gate("go", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.endsSoon(Ending.SUCCEEDED);

      Running back = lab.rollBack(1, POLICIES);
      back.untilGate("production", "rollback/policies-only");
      assertThat(back.reject("ann", "it is not that slow").recorded()).isTrue();

      assertThat(back.endsSoon(Ending.REFUSED).why())
          .isEqualTo(
              "production: gate rollback/policies-only was rejected by ann: it is not that slow");
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void itCanBeCalledOffWhileItsGateIsOpen() {
    try (Lab lab = new Lab(plan(List.of("dba")))) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      Running back = lab.rollBack(1, POLICIES).untilGate("production", "rollback/policies-only");

      assertThat(back.command("rollback", "policies-only").words())
          .isEqualTo("refused: nothing was changed in production yet; abort to end it");
      assertThat(back.command("abort").recorded()).isTrue();

      back.endsSoon(Ending.CANCELLED);
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void whatIsChosenIsHandedToTheSteps() {
    try (Lab lab = new Lab(plan(List.of(), new Choice("keep", List.of("1d", "7d"))))) {
      lab.start().endsSoon(Ending.SUCCEEDED);

      assertThat(lab.rollBack(1, POLICIES).endsSoon(Ending.REFUSED).why())
          .contains("policies-only needs one choice each of");
      lab.rollBack(2, asks(", \"option\": \"policies-only\", \"choose\": [\"keep=7d\"]"))
          .endsSoon(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.acts.get(lab.world.acts.size() - 1).scope().values())
          .extracting(v -> v.name() + "=" + v.value().asText())
          .containsExactly("keep=7d");
    }
  }

  @Test
  void bothInputsAreReadStrictly() {
    try (Lab lab = new Lab(plan())) {
      assertThat(lab.rollBack(1, "{\"plan\": \"shop\"}").endsSoon(Ending.REFUSED).why())
          .contains("`deployment`")
          .contains("`reason`")
          .contains("`plan`");
    }
  }

  @Test
  void aStepThatFailsBlocksItUntilAPersonAnswers() {
    try (Lab lab = new Lab(plan())) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.world.fails("undo policies in production", 1, "failed-statement");

      Running back = lab.rollBack(1, POLICIES);
      assertThat(back.untilQuestion().question())
          .startsWith("ROLLBACK_BLOCKED at policies: undo policies in production did not work");
      assertThat(back.command("skip").recorded()).isTrue();

      back.endsSoon(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.lefts.get(2).environments().get(1).applied())
          .as("what was left out is still there")
          .containsExactly("indexes", "policies");
    }
  }

  @Test
  void theStepOfAnOptionRunsInTheDeploymentsName() {
    PlanDraft plan = plan();
    plan.rollbacks.add(
        new Rollback(
            "whole",
            List.of(new Step(null, spec("sql", "drop all"))),
            List.of(),
            null,
            List.of(),
            List.of(),
            Toll.NONE,
            DAY));
    try (Lab lab = new Lab(plan)) {
      lab.start().endsSoon(Ending.SUCCEEDED);
      lab.rollBack(1, asks(", \"option\": \"whole\"")).endsSoon(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.log()).endsWith("step rollback/whole/1 in production");
    }
  }
}
