package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.plan.Conduct;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Mode;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S-007: quick, guided, enterprise. */
class ModeWalkTest {
  private static final Mode QUICK = new Mode("quick", Duration.ofMinutes(20), List.of(), List.of());
  private static final Mode GUIDED =
      new Mode("guided", Duration.ofMinutes(30), List.of("lead"), List.of());
  private static final Mode ENTERPRISE =
      new Mode(
          "enterprise",
          Duration.ofHours(4),
          List.of(),
          List.of(
              new GateRule("go", List.of("dba"), null),
              new GateRule("released", List.of("dba"), null)));

  private static PlanDraft plan() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    plan.conduct = new Conduct("guided", List.of(QUICK, GUIDED, ENTERPRISE), List.of(), List.of());
    return plan;
  }

  @Test
  void theUsualModeAsksBeforeEachChange() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.untilGate("production", "change/indexes");
      assertThat(lab.world.carried("production")).isEmpty();
      running.approve("cy");
      running.untilGate("production", "change/policies");
      assertThat(lab.world.carried("production")).containsExactly("indexes");
      running.approve("ann");

      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
      assertThat(lab.world.story.takes()).isEqualTo(Duration.ofMinutes(30));
      assertThat(lab.world.audit)
          .anySatisfy(
              e -> assertThat(e.words()).startsWith("Shop indexes").endsWith("mode guided"));
    }
  }

  @Test
  void theQuickOneIsWhatThePlanSays() {
    try (Lab lab = new Lab(plan())) {
      Running running =
          lab.start("{\"plan\": \"shop\", \"mode\": \"quick\"}").untilGate("production", "go");
      running.approve("ann");

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void anotherOneAddsRolesToGatesAndGatesOfItsOwn() {
    try (Lab lab = new Lab(plan())) {
      Running running =
          lab.start("{\"plan\": \"shop\", \"mode\": \"enterprise\"}").untilGate("production", "go");
      assertThat(running.status().gate().missing()).containsExactly("lead", "dba");
      running.approve("ann");
      running.approve("bob");
      running.untilGate("production", "released");
      running.approve("bob");

      running.ends(Ending.SUCCEEDED);
    }
  }

  @Test
  void aRefusedChangeBeforeAnythingWasChangedIsRefused() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.untilGate("production", "change/indexes");
      running.reject("cy", "not tonight");

      String why = running.ends(Ending.REFUSED).why();

      assertThat(why).isEqualTo("production: gate change/indexes was rejected by cy: not tonight");
      assertThat(lab.world.acts).isEmpty();
    }
  }

  @Test
  void aLaterOneTakesBackWhatWasChanged() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      running.untilGate("production", "change/indexes");
      running.approve("ann");
      running.untilGate("production", "change/policies");
      running.reject("cy", "that is enough");

      running.ends(Ending.ROLLED_BACK);

      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Test
  void aModeNobodyKnowsIsRefused() {
    try (Lab lab = new Lab(plan())) {
      assertThat(lab.start("{\"plan\": \"shop\", \"mode\": \"slow\"}").ends(Ending.REFUSED).why())
          .isEqualTo(
              "input: no mode is called slow: the plan has quick, guided, enterprise; name one of"
                  + " them, or none");
    }
    try (Lab lab = new Lab(PlanDraft.small())) {
      assertThat(lab.start("{\"plan\": \"shop\", \"mode\": \"slow\"}").ends(Ending.REFUSED).why())
          .isEqualTo(
              "input: no mode is called slow: the plan has one way to go about it; leave \"mode\""
                  + " away");
    }
  }

  @Test
  void whatAModeTakesIsTheLeastForTheLatestSafeStart() {
    PlanDraft plan = plan();
    plan.environments.get(0).window =
        new Window(
            LocalTime.of(2, 0),
            LocalTime.of(8, 0),
            ZoneId.of("America/New_York"),
            Duration.ofHours(24));
    assertThat(window(plan, "quick"))
        .isEqualTo(
            "Wed 4 Nov 02:00–08:00 America/New_York (07:00Z–13:00Z); latest safe start Wed 4 Nov"
                + " 06:00 America/New_York (11:00Z)");
    assertThat(window(plan, "enterprise"))
        .endsWith("latest safe start Wed 4 Nov 03:00 America/New_York (08:00Z)");
  }

  private static String window(PlanDraft plan, String mode) {
    try (Lab lab = new Lab(plan)) {
      return lab.start("{\"plan\": \"shop\", \"mode\": \"" + mode + "\"}")
          .untilGate("production", "go")
          .status()
          .window();
    }
  }
}
