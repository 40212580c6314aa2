package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.asBefore;
import static io.soakgate.deployment.walk.PlanDraft.before;
import static io.soakgate.deployment.walk.PlanDraft.change;
import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.temporary;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Entry;
import io.soakgate.plan.Change;
import io.soakgate.plan.History;
import io.soakgate.plan.History.Tool;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes that are there for a while, what must hold before a change, and migrations. */
class TemporaryTest {

  private static PlanDraft staging(Change... changes) {
    PlanDraft plan = PlanDraft.small();
    plan.environments.remove(1);
    plan.changes.clear();
    plan.changes.addAll(List.of(changes));
    return plan;
  }

  private static List<String> told(Lab lab, String moment) {
    return lab.world.audit.stream()
        .filter(e -> e.subject().startsWith(moment))
        .map(Entry::outcome)
        .toList();
  }

  @Test
  void temporaryChangesAreTakenBackInReverseOrderBeforeAfter() {
    PlanDraft plan =
        staging(temporary("volume"), temporary("seed", must("gone", "query", under("n", 1))));
    plan.changes.add(change("indexes"));
    plan.staging().check("after", must("fine", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("gone", 0);
      lab.world.sees(
          "fine",
          request -> {
            lab.world.log.add("after is checked");
            return Measurement.saw(FakeWorld.NOON, List.of(Value.number("n", 1)));
          });

      lab.start().ends(Ending.SUCCEEDED);

      assertThat(lab.world.log())
          .containsExactly(
              "apply volume in staging",
              "apply seed in staging",
              "apply indexes in staging",
              "undo seed in staging",
              "undo volume in staging",
              "after is checked");
      assertThat(told(lab, "undone seed gone")).containsExactly("ok");
      assertThat(lab.world.carried("staging")).containsExactly("indexes");
    }
  }

  @Test
  void whatIsLeftOfATemporaryChangeTakesEverythingBack() {
    PlanDraft plan =
        staging(change("indexes"), temporary("seed", must("gone", "query", under("n", 1))));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("gone", 3);

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why).startsWith("undone seed check gone: ").contains("3");
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging",
              "apply seed in staging",
              "undo seed in staging",
              "undo seed in staging",
              "undo indexes in staging");
    }
  }

  @Test
  void whatIsGoneIsComparedWithHowItWasBeforeTheChange() {
    PlanDraft plan = staging(temporary("seed", must("rows", "query", asBefore("n"))));
    int[] looks = {0};
    try (Lab lab = new Lab(plan)) {
      lab.world.sees(
          "rows",
          request ->
              Measurement.saw(FakeWorld.NOON, List.of(Value.number("n", looks[0]++ == 0 ? 7 : 8))));

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why).isEqualTo("undone seed check rows: n 8, not = 7 before");
    }
  }

  @Test
  void anUndoThatFailsEndsAsTheEnvironmentSays() {
    PlanDraft plan = staging(temporary("seed"));
    plan.staging().ifFails = IfFails.ASK;
    try (Lab lab = new Lab(plan)) {
      lab.world.fails("undo seed in staging", 1, "failed-statement");
      Running running = lab.start();

      assertThat(running.untilQuestion().question())
          .startsWith("end of seed: undo seed in staging did not work. Retry it,");
      running.command("retry");

      running.ends(Ending.SUCCEEDED);
      assertThat(lab.world.carried("staging")).isEmpty();
    }
  }

  @Test
  void whatMustHoldBeforeAChangeStopsAtItAndLeavesNothingOfIt() {
    PlanDraft plan =
        staging(
            change("indexes"), before(change("policies"), must("ready", "query", under("n", 1))));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("ready", 4);

      String why = lab.start().ends(Ending.ROLLED_BACK).why();

      assertThat(why).startsWith("before policies check ready: ");
      assertThat(lab.world.log())
          .containsExactly("apply indexes in staging", "undo indexes in staging");
    }
  }

  @Test
  void beforeTheFirstChangeItRefuses() {
    PlanDraft plan = staging(before(change("indexes"), must("ready", "query", under("n", 1))));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("ready", 4);

      lab.start().ends(Ending.REFUSED);

      assertThat(lab.world.log()).isEmpty();
    }
  }

  private static Spec at(String place) {
    return new Spec("sql", PlanDraft.spec("sql", "undo").with(), place);
  }

  @Test
  void theHistoryIsWrittenWithTheChangeAndTakenOutWithItsLastUndo() {
    History history =
        new History(Tool.FLYWAY, "public.flyway_schema_history", "sql", null, "plan.yaml:1:1");
    Change bare = change("users");
    Change users =
        new Change(
            "users",
            bare.apply(),
            List.of(at("plan.yaml:9:7"), at("plan.yaml:10:7")),
            null,
            List.of(),
            null,
            List.of(),
            List.of(),
            bare.toll(),
            List.of(),
            false,
            List.of(),
            List.of("sql/V1__users.sql"));
    PlanDraft draft = staging(users);
    draft.staging().check("after", must("errors", "query", under("n", 5)));
    Plan plain = draft.plan();
    Plan plan =
        new Plan(
            plain.name(),
            plain.title(),
            plain.takes(),
            plain.roles(),
            plain.start(),
            plain.contacts(),
            plain.channels(),
            plain.alerts(),
            plain.changes(),
            plain.environments(),
            plain.rollbacks(),
            plain.report(),
            plain.probes(),
            plain.actions(),
            history,
            plain.conduct());
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);

      lab.start().ends(Ending.ROLLED_BACK);

      Migrations migrations = new Migrations(history, List.of("sql/V1__users.sql"));
      assertThat(lab.world.acts)
          .extracting(ActRequest::purpose)
          .containsExactly(Purpose.APPLY, Purpose.UNDO, Purpose.UNDO);
      assertThat(lab.world.acts)
          .extracting(ActRequest::migrations)
          .containsExactly(migrations, null, migrations);
    }
  }
}
