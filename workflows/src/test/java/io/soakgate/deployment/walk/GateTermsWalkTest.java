package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.should;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.GateRule.Refused;
import io.soakgate.plan.GateRule.When;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gates that open late or only on warnings, and what their refusal leads to. */
class GateTermsWalkTest {
  private static final List<String> LEAD = List.of("lead");

  private static PlanDraft staging() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    return plan;
  }

  private static GateRule refused(String moment, Refused refused) {
    return new GateRule(moment, LEAD, null, null, null, refused);
  }

  private static GateRule onWarnings(String moment) {
    return new GateRule(moment, LEAD, null, null, When.WARNINGS, null);
  }

  @Test
  void whoAnswersBeforeTheGateOpensIsToldWhenItDoes() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    PlanDraft.EnvironmentDraft production = plan.environments.get(0);
    production.window =
        new Window(
            LocalTime.of(2, 0),
            LocalTime.of(6, 0),
            ZoneId.of("America/New_York"),
            Duration.ofHours(24));
    production.gates.clear();
    production.gate(new GateRule("go", LEAD, null, Duration.ofHours(2), null, null));
    production.check("go", PlanDraft.attest("present", "lead"));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start();
      running.until("closed", s -> String.valueOf(s.waitingFor()).contains("opens at"));
      assertThat(running.status().waitingFor())
          .isEqualTo("gate go opens at 2026-11-04T05:00:00Z, 2 h before the window");
      assertThat(running.approve("ann").words())
          .isEqualTo(
              "refused: no gate is open, gate go opens at 2026-11-04T05:00:00Z; it is at:"
                  + " production: go");

      running.pass(Duration.ofHours(41)).untilGate("production", "go");
      assertThat(running.approve("ann").recorded()).isTrue();

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void aGateForWarningsStaysClosedWhenNothingWarned() {
    PlanDraft plan = staging();
    plan.staging().check("after", should("spare", "query", under("n", 5)));
    plan.staging().gate(onWarnings("end"));
    try (Lab lab = new Lab(plan)) {
      lab.start().ends(Ending.SUCCEEDED);
      assertThat(lab.world.audit)
          .anyMatch(e -> e.words().equals("nothing warned, so nobody is asked"));
    }
  }

  @Test
  @Tag("T-16")
  void aFigureInADeadBandIsAgreedToByAPersonAndEndsWithWarnings() {
    PlanDraft plan = staging();
    plan.staging().check("after", should("spare", "query", under("n", 5)));
    plan.staging().gate(onWarnings("end"));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("spare", 7);
      Running running = lab.start().untilGate("staging", "end");
      assertThat(running.status().gate().warnings())
          .containsExactly("after spare: should hold: n 7, not < 5");
      assertThat(Details.of(running.status())).contains("Warned:", "n 7, not \\< 5");

      running.approve("ann");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
    }
  }

  @Test
  void aRefusalThatWarnsLetsAHealthyProductionStand() {
    PlanDraft plan = staging();
    plan.staging().gate(refused("end", Refused.WARN));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "end");

      running.reject("ann", "I doubt it");

      running.ends(Ending.SUCCEEDED_WITH_WARNINGS);
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.toldTo("pager"))
          .anyMatch(t -> t.contains("gate end was rejected by ann: I doubt it; it goes on"));
    }
  }

  @Test
  void aRefusalThatStaysEndsAndLeavesEverything() {
    PlanDraft plan = staging();
    plan.staging().gate(refused("released", Refused.STAY));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "released");

      running.reject("ann", "enough");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
    }
  }

  @Test
  void aRefusalThatUndoesTakesEverythingBackWithoutAQuestion() {
    PlanDraft plan = staging();
    plan.staging().gate(refused("end", Refused.UNDO));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "end");

      running.reject("ann", "no");

      running.ends(Ending.ROLLED_BACK);
      assertThat(lab.world.carried("staging")).isEmpty();
    }
  }

  @Test
  void aGateAtTheAnnouncementIsAskedAndItsRefusalEndsIt() {
    PlanDraft plan = staging();
    plan.staging().gate("announced", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "announced");

      running.reject("ann", "not this week");

      assertThat(running.ends(Ending.REFUSED).why())
          .isEqualTo("staging: gate announced was rejected by ann: not this week");
    }
  }
}
