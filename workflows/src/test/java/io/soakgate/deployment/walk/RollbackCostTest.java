package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.change;
import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.spec;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Change;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Toll;
import io.soakgate.plan.Variable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What taking something back costs, who agrees to that, and what is chosen (decision 16). */
class RollbackCostTest {
  private static final Toll OPENS =
      new Toll("rows are public again", null, List.of("the role reader"));
  private static final String COST =
      "rollback policies-only weakens security: rows are public again (the undo of policies)";

  private static Change costly(String name, Toll toll) {
    Change c = change(name);
    return new Change(
        c.name(),
        c.apply(),
        c.undo(),
        null,
        c.verify(),
        c.takes(),
        c.in(),
        c.accept(),
        toll,
        List.of(),
        false,
        List.of(),
        List.of());
  }

  private static PlanDraft draft() {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(0);
    plan.changes.set(1, costly("policies", OPENS));
    plan.rollbacks.add(option("policies-only", List.of(), List.of(), new Step("policies", null)));
    plan.rollbacks.add(
        option("last-resort", List.of("lead", "dba"), List.of(), new Step("indexes", null)));
    plan.rollbacks.add(
        option(
            "either",
            List.of(),
            List.of(new Choice("how", List.of("slow", "fast"))),
            new Step(null, spec("sql", "${how}"))));
    plan.environments.get(0).gate("end", "lead");
    return plan;
  }

  private static Rollback option(
      String name, List<String> approve, List<Choice> choose, Step... steps) {
    return new Rollback(name, List.of(steps), List.of(), null, approve, choose, Toll.NONE, null);
  }

  private static Running atTheEnd(Lab lab) {
    Running running = lab.start().untilGate("production", "go");
    running.approve("ann");
    return running.untilGate("production", "end");
  }

  @Tag("T-24")
  @Test
  void theGateBeforeTheFirstChangeNamesWhatRunsByItselfAndWhoAgreedIsWrittenDown() {
    PlanDraft plan = draft();
    plan.environments
        .get(0)
        .watch(
            "hour",
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            rule("slow", 1, then(Act.ROLLBACK, "policies-only")));
    try (Lab lab = new Lab(plan)) {
      lab.world.latency("slow", bucket -> bucket > 2 ? 500 : 50);
      Running running = lab.start().untilGate("production", "go");
      Status.OpenGate card = running.status().gate();
      assertThat(card.unattended())
          .containsExactly(
              COST,
              "rollback everything weakens security: rows are public again (the undo of policies)");
      running.approve("ann");

      running.ends(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.audit)
          .filteredOn(e -> e.subject().equals("gate go"))
          .extracting(Entry::words)
          .contains("agreed that this may run by itself: " + COST);
      assertThat(lab.world.audit)
          .filteredOn(e -> e.subject().equals("rollback policies-only"))
          .extracting(Entry::words)
          .contains(COST);
    }
  }

  @Test
  void aLaterGateDoesNotNameItAgain() {
    try (Lab lab = new Lab(draft())) {
      assertThat(atTheEnd(lab).status().gate().unattended()).isEmpty();
    }
  }

  @Tag("T-24")
  @Test
  void whoeverAsksForItIsToldWhatItCosts() {
    try (Lab lab = new Lab(draft())) {
      assertThat(atTheEnd(lab).command("rollback", "policies-only"))
          .isEqualTo(
              new Answer(
                  true,
                  "recorded: stops at the next safe point and rolls back policies-only; " + COST));
    }
  }

  @Test
  void whatThePlanKeepsIsNamedWhenTheFingerprintDiffers() {
    try (Lab lab = new Lab(draft())) {
      Running running = atTheEnd(lab);
      running.command("rollback", "policies-only");

      running.ends(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.audit)
          .filteredOn(e -> e.subject().equals("fingerprint"))
          .extracting(Entry::words)
          .last()
          .asString()
          .endsWith(": the plan keeps the role reader, see that it is no more");
    }
  }

  @Test
  void anOptionThatIsApprovedWaitsForEveryoneOfItsGate() {
    try (Lab lab = new Lab(draft())) {
      Running running = atTheEnd(lab);
      assertThat(running.command("rollback", "last-resort").recorded()).isTrue();
      running.untilGate("production", "rollback/last-resort");
      running.approve("ann");
      assertThat(lab.world.log()).doesNotContain("undo indexes in production");

      running.approve("bob");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.log()).contains("undo indexes in production");
    }
  }

  @Test
  void anOptionThatIsRefusedDoesNothingAndAnotherMayBeChosen() {
    try (Lab lab = new Lab(draft())) {
      Running running = atTheEnd(lab);
      running.command("rollback", "last-resort");
      running.untilGate("production", "rollback/last-resort");
      running.reject("bob", "the rows are needed");
      assertThat(running.untilQuestion().question())
          .isEqualTo(
              "production: gate rollback/last-resort was rejected by bob: the rows are needed."
                  + " Retry to ask again, roll back with another option, or resume to leave it as"
                  + " it is?");

      running.command("rollback", "policies-only");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.carried("production")).containsExactly("indexes");
    }
  }

  @Test
  void anOptionThatIsRefusedMayBeLeftAlone() {
    try (Lab lab = new Lab(draft())) {
      Running running = atTheEnd(lab);
      running.command("rollback", "last-resort");
      running.untilGate("production", "rollback/last-resort");
      running.reject("ann", "no");
      running.untilQuestion();

      running.command("resume");

      running.ends(Ending.PARTLY_ROLLED_BACK);
      assertThat(lab.world.story.stayed())
          .containsExactly("production: change indexes", "production: change policies");
      assertThat(lab.world.carried("production")).containsExactly("indexes", "policies");
    }
  }

  @Tag("T-28")
  @Test
  void aParameterIsChosenByWhoeverStartsItFromThePlansOwnList() {
    try (Lab lab = new Lab(draft())) {
      Running running = atTheEnd(lab);
      String needs =
          "refused: either needs one choice each of how (slow, fast); add --choose how=slow";
      assertThat(running.command("rollback", "either")).isEqualTo(new Answer(false, needs));
      assertThat(choosing(running, "either", "[\"how=never\"]"))
          .isEqualTo(new Answer(false, needs));
      assertThat(choosing(running, "either", "[\"how=slow\", \"how=fast\"]"))
          .isEqualTo(new Answer(false, needs));
      assertThat(choosing(running, "policies-only", "[\"how=fast\"]"))
          .isEqualTo(
              new Answer(
                  false, "refused: policies-only has nothing to choose; leave the choice away"));

      assertThat(choosing(running, "either", "[\"how=fast\"]").recorded()).isTrue();

      running.ends(Ending.PARTLY_ROLLED_BACK);
      ActRequest step = lab.world.acts.get(lab.world.acts.size() - 1);
      assertThat(step.subject()).isEqualTo("rollback/either/1");
      assertThat(step.scope().values())
          .containsExactly(new Variable("how", TextNode.valueOf("fast")));
    }
  }

  private static Answer choosing(Running running, String option, String choose) {
    return running.update(
        "command",
        "{\"act\": \"rollback\", \"by\": \"ann\", \"reason\": \"because\", \"option\": \""
            + option
            + "\", \"choose\": "
            + choose
            + "}");
  }

  @Test
  void anOptionThatTakesLongerThanItMayIsAWarning() {
    PlanDraft plan = draft();
    plan.rollbacks.add(
        new Rollback(
            "slow",
            List.of(new Step("indexes", null)),
            List.of(must("left", "rows", under("n", 5))),
            Duration.ofMinutes(10)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("left", 50);
      Running running = atTheEnd(lab);
      running.command("rollback", "slow");
      running.untilQuestion();
      running.pass(Duration.ofMinutes(20));
      lab.world.sees("left", 0);
      running.command("retry");

      running.ends(Ending.PARTLY_ROLLED_BACK);

      assertThat(lab.world.audit)
          .filteredOn(e -> e.subject().equals("rollback slow"))
          .extracting(Entry::words)
          .contains("took 20 min, expected at most 10 min");
    }
  }
}
