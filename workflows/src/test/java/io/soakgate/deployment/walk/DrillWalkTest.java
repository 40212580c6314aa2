package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.DrillStory;
import io.soakgate.deployment.DrillStory.Certificate;
import io.soakgate.deployment.DrillStory.Grade;
import io.soakgate.deployment.DrillStory.Way;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.Details;
import io.soakgate.plan.Change;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Toll;
import io.soakgate.plan.Window;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is walked on copies before production opens (ADR 0025). */
@Tag("M-130")
@Tag("I-059")
class DrillWalkTest {
  private static final String FORGOTTEN = "added index public.spare";

  private static PlanDraft plan() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().backedUp();
    plan.rollbacks.add(
        new Rollback(
            "policies-only",
            List.of(new Step("policies", null)),
            List.of(),
            Duration.ofMinutes(5)));
    plan.rollbacks.add(
        new Rollback(
            "release",
            List.of(
                new Step(null, spec("command", "stop")),
                new Step("policies", null),
                new Step("indexes", null)),
            List.of(),
            null));
    return plan;
  }

  private static Change with(Change change, String irreversible, Toll toll) {
    return new Change(
        change.name(),
        change.apply(),
        irreversible == null ? change.undo() : List.of(),
        irreversible,
        List.of(),
        change.takes(),
        List.of(),
        List.of(),
        toll,
        List.of(),
        false,
        List.of(),
        List.of());
  }

  @Test
  void everyChangeAndEveryWayBackIsWalkedBeforeProductionIsAsked() {
    try (Lab lab = new Lab(plan())) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(lab.world.drills.log)
          .containsExactly(
              "prepare b1 on shop-staging",
              "drill indexes leaves [added index public.indexes]",
              "drill policies leaves [added index public.indexes, added index public.policies]",
              "drill everything leaves []",
              "drill policies-only leaves [added index public.indexes]",
              "drill release leaves []",
              "end");
      assertThat(running.status().gate().drill())
          .containsExactly(
              running.status().gate().drill().get(0),
              "change indexes is exact: applied in 2.0 s, taken back in 2.0 s; ShareLock on"
                  + " public.orders",
              "change policies is exact: applied in 2.0 s, taken back in 2.0 s; ShareLock on"
                  + " public.orders",
              "rollback everything is exact: took 2.0 s",
              "rollback policies-only is partial: took 2.0 s; stays: indexes",
              "rollback release is exact: took 2.0 s; steps left out: 1");
      assertThat(running.status().gate().drill().get(0))
          .startsWith("drilled on staging's backup b1");
      assertThat(Details.of(running.status())).contains("Ways back, drilled:\n\n- drilled on");

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
      DrillStory told = lab.world.story.environments().get(1).drill();
      assertThat(told.on()).isEqualTo("staging");
      assertThat(told.certificates()).extracting(Certificate::grade).containsOnly(Grade.EXACT);
      assertThat(told.ways())
          .extracting(Way::option)
          .containsExactly("everything", "policies-only", "release");
      assertThat(lab.world.story.environments().get(0).drill()).isNull();
    }
  }

  @Test
  void onlyTheNamedOptionsAreWalkedAndEachActionIsTheOneOfTheWalk() {
    PlanDraft plan = plan();
    plan.production().drill = new Drill(List.of("policies-only"), null);
    try (Lab lab = new Lab(plan)) {
      lab.start().untilGate("production", "go").approve("ann");

      var legs = lab.world.drills.requests.get(0).legs();
      assertThat(legs).extracting(l -> l.name()).containsExactly("apply", "undo", "again");
      assertThat(legs.get(0).acts().get(0).spec()).isEqualTo(plan.changes.get(0).apply());
      assertThat(legs.get(0).acts().get(0).scope().target()).isEqualTo("shop-staging");
      assertThat(legs.get(2).acts().get(0).attempt()).isEqualTo(2);
      assertThat(lab.world.drills.requests)
          .extracting(r -> r.subject())
          .containsExactly("indexes", "policies", "policies-only");
    }
  }

  @Tag("P-050")
  @Test
  void whatAnUndoForgetsKeepsProductionClosed() {
    try (Lab lab = new Lab(plan())) {
      lab.world.drills.forgets("indexes", FORGOTTEN);

      String why = lab.start().ends(Ending.REFUSED).why();

      assertThat(why)
          .isEqualTo(
              "the drill of production failed: change indexes: left what the plan does not"
                  + " declare: added index public.spare; rollback everything: left what the"
                  + " plan does not declare: added index public.spare; rollback release: left"
                  + " what the plan does not declare: added index public.spare; steps left out:"
                  + " 1. Mend what takes it back, or declare what differs under keeps or loses");
      assertThat(lab.world.carried("staging")).containsExactly("indexes", "policies");
      assertThat(lab.world.carried("production")).isEmpty();
      assertThat(lab.world.drills.copies()).isEmpty();
      assertThat(lab.world.toldTo("pager")).anyMatch(t -> t.contains("the drill of production"));
      assertThat(lab.world.story.environments().get(1).drill().certificates().get(0).differences())
          .containsExactly(FORGOTTEN);
    }
  }

  @Test
  void aDifferenceThatThePlanDeclaresIsLossyAndOpens() {
    PlanDraft plan = plan();
    Toll keeps = new Toll(null, null, List.of("the index spare stays"));
    plan.changes.set(0, with(plan.changes.get(0), null, keeps));
    try (Lab lab = new Lab(plan)) {
      lab.world.drills.forgets("indexes", FORGOTTEN);

      Running running = lab.start().untilGate("production", "go");

      assertThat(running.status().gate().drill())
          .contains(
              "change indexes is lossy: applied in 2.0 s, taken back in 2.0 s; 1 difference,"
                  + " declared; ShareLock on public.orders",
              "rollback everything is lossy: took 2.0 s; 1 difference, declared");
      running.approve("ann");
      running.ends(Ending.SUCCEEDED);
    }
  }

  @Tag("P-050")
  @Test
  void whatAnUndoKeepsMayBeInTheWayOfApplyingItAgain() {
    PlanDraft plan = plan();
    Toll keeps = new Toll(null, null, List.of("the index spare stays"));
    plan.changes.set(0, with(plan.changes.get(0), null, keeps));
    try (Lab lab = new Lab(plan)) {
      lab.world.drills.forgets("indexes", FORGOTTEN).refusesAgain("indexes");

      Running running = lab.start().untilGate("production", "go");

      assertThat(running.status().gate().drill())
          .contains(
              "change indexes is lossy: applied in 2.0 s, taken back in 2.0 s; 1 difference,"
                  + " declared; cannot be applied again on what stays: spare is there; ShareLock on"
                  + " public.orders");
      assertThat(lab.world.drills.log)
          .startsWith(
              "prepare b1 on shop-staging",
              "drill indexes leaves [added index public.indexes, added index public.spare]",
              "drill indexes leaves [added index public.indexes]",
              "drill policies leaves [added index public.indexes, added index public.policies]");
    }
  }

  @Test
  void whatCannotBeTakenBackIsAppliedOnceAndSaysWhy() {
    PlanDraft plan = plan();
    plan.rollbacks.clear();
    plan.changes.set(1, with(plan.changes.get(1), "rows are merged", Toll.NONE));
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");

      assertThat(lab.world.drills.requests.get(1).legs()).hasSize(1);
      assertThat(running.status().gate().drill())
          .contains(
              "change policies is irreversible: rows are merged; applied in 2.0 s; ShareLock on"
                  + " public.orders",
              "rollback everything is partial: took 2.0 s; stays: policies");
    }
  }

  @Test
  void aPlanThatDrillsNothingSaysWhyAndAPersonAgrees() {
    PlanDraft plan = plan();
    plan.production().drill = new Drill(List.of(), "the staging server has no room");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("production", "go");
      assertThat(running.status().gate().drill())
          .containsExactly(
              "nothing was drilled: the staging server has no room; agreeing goes on without");

      running.approve("ann");
      running.ends(Ending.SUCCEEDED);

      assertThat(lab.world.drills.log).isEmpty();
      assertThat(running.status().concessions())
          .containsExactly(
              "production: opened without a drill by ann: the staging server has no room");
    }
  }

  @Test
  void aDrillThatCannotGoOnWaitsForAPersonAndBeginsAnew() {
    try (Lab lab = new Lab(plan())) {
      lab.world.fails("drill policies", 5, "database");
      Running running = lab.start();
      running.pass(Duration.ofMinutes(1)); // between the tries

      Status held = running.untilQuestion();
      assertThat(held.question())
          .isEqualTo(
              "production: the drill could not go on: drill policies did not work; retry, or"
                  + " abort");
      assertThat(lab.world.drills.copies()).isEmpty();
      assertThat(running.command("retry").recorded()).isTrue();

      running.untilGate("production", "go").approve("ann");
      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.drills.log).filteredOn(l -> l.startsWith("prepare")).hasSize(2);
    }
  }

  @Test
  void whoCallsItOffInTheMiddleLeavesNothingBehind() {
    try (Lab lab = new Lab(plan())) {
      FakeWorld.Hanging drill = lab.world.hangs("drill policies");
      Running running = lab.start();
      FakeWorld.await(drill.begun);

      running.command("abort");

      running.ends(Ending.CANCELLED);
      assertThat(lab.world.drills.copies()).isEmpty();
      assertThat(lab.world.drills.log).endsWith("end");
      assertThat(lab.world.carried("production")).isEmpty();
    }
  }

  @Tag("T-20")
  @Test
  void aWayBackThatTookLongerThanThePlanSaysMakesTheLatestSafeStartEarlier() {
    PlanDraft plan = plan();
    plan.production().window =
        new Window(LocalTime.of(1, 0), LocalTime.of(9, 0), ZoneId.of("UTC"), Duration.ZERO);
    try (Lab lab = new Lab(plan)) {
      lab.world.drills.takes(Duration.ofHours(3));

      Running running = lab.start().untilGate("production", "go");

      assertThat(running.status().window()).contains("latest safe start Tue 3 Nov 05:00 UTC");
    }
  }

  @Test
  void everyStepOfItStandsInTheAudit() {
    try (Lab lab = new Lab(plan())) {
      lab.start().untilGate("production", "go").approve("ann");

      assertThat(lab.world.audit)
          .filteredOn(e -> e.kind().equals("drill"))
          .extracting(Entry::subject)
          .containsExactly(
              "drill",
              "drill",
              "indexes",
              "policies",
              "rollback everything",
              "rollback policies-only",
              "rollback release");
    }
  }
}
