package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a rollback production is closed to the plan until staging has passed anew. */
class ReopeningTest {
  private static PlanDraft plan(Prompt... prompts) {
    PlanDraft plan = PlanDraft.small();
    plan.production().gate("end", "lead");
    plan.report = asking(prompts);
    return plan;
  }

  private static ReportRule asking(Prompt... prompts) {
    return new ReportRule(List.of(), List.of(), List.of(prompts), List.of());
  }

  private static final Prompt CAUSE =
      new Prompt("cause", "rolled-back", "lead", "What went wrong?");

  /** A deployment that is healthy until a person takes production back. */
  private static void rolledBack(Lab lab) {
    Running running = lab.start().untilGate("production", "go");
    running.approve("ann");
    running.untilGate("production", "end");
    // By signal: the test server forgets the answers to updates of what has ended.
    tells(running, "rollback");
    Status status = running.until("asked, or over", x -> x.ending() != null || asks(x));
    if (asks(status)) {
      tells(running, "resume");
    }
    running.endsSoon(Ending.ROLLED_BACK);
  }

  private static boolean asks(Status status) {
    return status.question() != null && status.question().contains("What went wrong?");
  }

  private static void tells(Running running, String act) {
    running.signal(
        "command", "{\"act\": \"" + act + "\", \"by\": \"ann\", \"reason\": \"because\"}");
  }

  @Test
  void theGateShowsWhatWasRolledBackAndThatStagingPassedAnew() {
    try (Lab lab = new Lab(plan())) {
      rolledBack(lab);
      assertThat(lab.world.passages)
          .extracting(p -> p.environment() + " " + p.what())
          .containsExactly("staging PASSED", "production ROLLED_BACK");

      Running again = lab.start().untilGate("production", "go");
      assertThat(again.status().gate().proved())
          .singleElement()
          .asString()
          .matches(
              "rolled back at \\S+ by deployment-1, because rollback asked for by ann: because;"
                  + " staging passed anew at \\S+");
      again.approve("ann");
      again.untilGate("production", "end").approve("ann");
      again.endsSoon(Ending.SUCCEEDED);
      assertThat(lab.start().untilGate("production", "go").status().gate().proved())
          .as("it has passed there since")
          .isEmpty();
    }
  }

  @Test
  void productionIsClosedWhileStagingHasNotPassedSince() {
    try (Lab lab = new Lab(plan())) {
      rolledBack(lab);
      lab.world.passesNowhere();

      assertThat(lab.start().endsSoon(Ending.REFUSED).why())
          .matches(
              "production is closed to shop: rolled back at \\S+ by deployment-1, because rollback"
                  + " asked for by ann: because; staging has not passed since");
      assertThat(lab.world.story.stayed())
          .containsExactly("staging: change indexes", "staging: change policies");
    }
  }

  @Test
  void anUnansweredRootCauseHoldsTheGateUntilItIsSaid() {
    try (Lab lab = new Lab(plan(CAUSE))) {
      rolledBack(lab);

      Running again = lab.start();
      assertThat(again.untilQuestion().question())
          .contains("nobody said about it: lead: What went wrong? soakgate answer deployment-2")
          .endsWith("Answer, or waive it by a second person?");
      assertThat(again.status().doing()).isEqualTo("production: held at gate go");
      again.update(
          "command",
          "{\"act\": \"answer\", \"by\": \"ann\", \"option\": \"cause\","
              + " \"reason\": \"a missing index\"}");
      again.untilGate("production", "go");
      assertThat(again.status().question()).isNull();
      assertThat(again.status().gate().proved())
          .contains("about that rollback, What went wrong? a missing index");
      again.approve("ann");
      again.untilGate("production", "end");
      again.command("rollback");
      assertThat(again.untilQuestion().question())
          .as("a new rollback has a cause of its own")
          .contains("What went wrong?");
    }
  }

  @Test
  void aSecondPersonMayWaiveTheRootCause() {
    try (Lab lab = new Lab(plan(CAUSE))) {
      rolledBack(lab);
      Running again = lab.start("{\"plan\": \"shop\", \"by\": \"ann\"}");
      again.untilQuestion();

      String waive =
          "{\"act\": \"waive\", \"check\": \"cause\", \"reason\": \"we know, in short\","
              + " \"by\": ";
      assertThat(again.update("command", waive + "\"bob\"}").recorded()).isTrue();

      again.untilGate("production", "go");
      assertThat(again.status().concessions())
          .singleElement()
          .asString()
          .contains("check cause waived by bob");
    }
  }
}
