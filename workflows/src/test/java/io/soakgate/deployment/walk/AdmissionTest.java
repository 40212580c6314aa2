package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|plan",
        "{\"plan\": 7}|input:1:",
        "{\"plan\": \"shop\", \"nope\": 1}|nope",
        "{\"plan\": \"shop\", \"by\": [1]}|input:1:",
        "\"shop\"|no JSON object",
        "[\"shop\"]|no JSON object",
        "7|no JSON object",
        "null|it is empty",
        "{\"plan\": |input",
        "{{{{|input",
      })
  void badInputIsRefusedWithReasonsAndNeverHangs(String input, String reason) {
    try (Lab lab = new Lab(PlanDraft.small())) {
      assertThat(lab.start(input).ends(Ending.REFUSED).why()).contains(reason);
      assertThat(lab.world.log()).isEmpty();
    }
  }

  @Test
  void everyProblemOfAnInputIsToldAtOnce() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      String why = lab.start("{\"paln\": \"shop\", \"by\": 7}").ends(Ending.REFUSED).why();

      assertThat(why.lines().toList()).hasSize(3);
      assertThat(why).contains("paln").contains("plan").contains("by");
    }
  }

  @Test
  void noInputIsRefused() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      assertThat(lab.start(null).ends(Ending.REFUSED).why())
          .isEqualTo(
              "input: nothing was sent: it says what is wanted; send one JSON object such as"
                  + " {\"plan\": \"menuca-v3\"}");
    }
  }

  @Test
  void anotherEncodingIsRefused() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      assertThat(
              lab.startWith(Lab.encoded("binary/plain", "\u0001\u0002")).ends(Ending.REFUSED).why())
          .isEqualTo(
              "input: is no JSON but binary/plain: only JSON is read; send one JSON object such as"
                  + " {\"plan\": \"menuca-v3\"}");
    }
  }

  @Test
  void theFailureTypeIsTheEnding() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Throwable failure = lab.start("{}").failure();

      assertThat(failure).isInstanceOf(WorkflowFailedException.class);
      assertThat(((ApplicationFailure) failure.getCause()).getType()).isEqualTo("REFUSED");
    }
  }

  @Test
  void everyProblemOfThePlanIsInTheRefusal() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.problem("unknown key 'bogus'").problem("unknown kind 'slq'");

      assertThat(lab.start().ends(Ending.REFUSED).why())
          .isEqualTo(
              "plan.yaml:1:1: unknown key 'bogus': it is wrong; mend it\n"
                  + "plan.yaml:1:1: unknown kind 'slq': it is wrong; mend it");
    }
  }

  @Test
  void whoMayNotStartItIsRefused() {
    PlanDraft plan = PlanDraft.small();
    plan.start.add("lead");
    try (Lab lab = new Lab(plan)) {
      assertThat(lab.start("{\"plan\": \"shop\", \"by\": \"bob\"}").ends(Ending.REFUSED).why())
          .isEqualTo(
              "input: bob may not start it: the plan lets lead start it; ask one of them, or"
                  + " change who holds the role in the worker's configuration");
    }
  }

  /** B-11. */
  @Tag("T-40")
  @Test
  void twoEnvironmentsOnOneDatabaseAreRefused() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.sameDatabase("7/16384", "shop-staging", "shop-production");

      assertThat(lab.start().ends(Ending.REFUSED).why())
          .isEqualTo(
              "shop-production: the same database as shop-staging: what is tried in one"
                  + " environment must not be the other; give each environment a target of its"
                  + " own");
    }
  }

  @Test
  void aPaceInEarnestIsRefused() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      lab.world.pace(60).earnest();

      assertThat(lab.start().ends(Ending.REFUSED).why())
          .isEqualTo(
              "shop-staging, shop-production: a pace of 60: waits are shortened only where every"
                  + " target is disposable; remove the pace from the worker's configuration");
    }
  }

  @Test
  void aSecondDeploymentOnTheSameTargetIsRefusedNamingTheHolder() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running first = lab.start().untilGate("production", "go");

      assertThat(lab.start().ends(Ending.REFUSED).why())
          .isEqualTo(
              "shop-staging: held by deployment-1: one deployment at a time works on a target;"
                  + " wait for its ending, or end it: soakgate status deployment-1\n"
                  + "shop-production: held by deployment-1: one deployment at a time works on a"
                  + " target; wait for its ending, or end it: soakgate status deployment-1");

      first.approve("ann");
      first.ends(Ending.SUCCEEDED);
      lab.start().untilGate("production", "go");
    }
  }
}
