package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.DrillActivity.Ground;
import io.soakgate.deployment.DrillActivity.Leg;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Change;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Variable;
import io.soakgate.verdict.RollbackOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The actions of a drill, as the walk itself would ask for them.
 *
 * @param stage the environment whose changes are drilled
 * @param source the environment whose backup they are drilled on
 */
record DrillLegs(Stage stage, Stage source) {

  Ground ground(Instant now) {
    return new Ground(scope(now, List.of()), source.backup());
  }

  /** Where values differ, those of the server it runs on hold. */
  private Scope scope(Instant now, List<Variable> chosen) {
    List<Variable> values = new ArrayList<>(source.environment().values());
    stage.environment().values().stream()
        .filter(v -> values.stream().noneMatch(known -> known.name().equals(v.name())))
        .forEach(values::add);
    values.addAll(chosen);
    return new Scope(
        stage.admitted().deployment(),
        plan().name(),
        stage.name(),
        source.environment().target(),
        List.copyOf(values),
        now);
  }

  /** Applied, taken back, applied again; what cannot be taken back is applied once. */
  List<Leg> change(Change change, Instant now) {
    Leg apply = apply("apply", change, 1, now);
    return change.irreversible() != null
        ? List.of(apply)
        : List.of(apply, undo("undo", change, 1, now), apply("again", change, 2, now));
  }

  private Leg apply(String leg, Change change, int attempt, Instant now) {
    return new Leg(
        leg,
        List.of(act(change.name(), Purpose.APPLY, attempt, change.apply(), scope(now, List.of()))));
  }

  /** The undo of a change, once more after it was applied again. */
  Leg undo(String leg, Change change, int attempt, Instant now) {
    return new Leg(
        leg,
        change.undo().stream()
            .map(a -> act(change.name(), Purpose.UNDO, attempt, a, scope(now, List.of())))
            .toList());
  }

  /** The steps of a rollback option, given what a person would choose. */
  Leg rollback(String option, List<Variable> chosen, List<String> applied, Instant now) {
    Scope scope = scope(now, chosen);
    List<Step> steps = RollbackOrder.of(plan(), option, applied);
    List<ActRequest> acts = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.change() == null) {
        acts.add(act(ActionGates.step(option, i + 1), Purpose.STEP, 1, step.action(), scope));
      } else {
        plan()
            .change(step.change())
            .undo()
            .forEach(a -> acts.add(act(step.change(), Purpose.UNDO, 2, a, scope)));
      }
    }
    return new Leg("rollback", acts);
  }

  /** The options that a drill walks. */
  List<String> options(Drill drill) {
    return drill.options().isEmpty() ? plan().options() : drill.options();
  }

  /** {@code release (limit = 30)}. */
  static String named(String option, List<Variable> chosen) {
    return chosen.isEmpty()
        ? option
        : chosen.stream()
            .map(v -> v.name() + " = " + v.value().asText())
            .collect(Collectors.joining(", ", option + " (", ")"));
  }

  /** Every way to choose in an option; a single empty one where nothing is chosen. */
  List<List<Variable>> ways(String option) {
    Rollback named = plan().rollback(option);
    return Choice.ways(named == null ? List.of() : named.choose());
  }

  private ActRequest act(String subject, Purpose purpose, int attempt, Spec action, Scope scope) {
    return new ActRequest(
        scope,
        subject,
        purpose,
        attempt,
        action,
        stage.admitted().scripts(),
        source.backup(),
        Migrations.of(plan(), subject, purpose, action));
  }

  private Plan plan() {
    return stage.admitted().plan();
  }
}
