package io.soakgate.admission;

import io.soakgate.deployment.Finding;
import io.soakgate.lint.Lint;
import io.soakgate.plan.Change;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Variable;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptFiles;
import io.soakgate.script.SqlStatement;
import java.util.List;
import java.util.stream.Stream;

/** A plan's scripts in the order they run, held against the lint. */
final class LintedPlan {
  private final Plan plan;
  private final Catalogue catalogue;
  private final ScriptFiles files;

  private LintedPlan(Plan plan, Catalogue catalogue, ScriptFiles files) {
    this.plan = plan;
    this.catalogue = catalogue;
    this.files = files;
  }

  /** What was found; what the plan would have to accept is a problem. */
  static List<Finding> findings(
      Plan plan, Catalogue catalogue, ScriptFiles files, Problems problems) {
    LintedPlan linted = new LintedPlan(plan, catalogue, files);
    Lint lint = new Lint();
    for (Change change : plan.changes()) {
      lint.apply(change, linted.sql(change.apply()));
      change.undo().forEach(undo -> lint.undo(change, linted.sql(undo)));
    }
    for (Rollback option : plan.rollbacks()) {
      option.steps().stream()
          .map(Step::action)
          .filter(action -> action != null)
          .forEach(action -> lint.rollback(option.name(), linted.sql(action, option.choose())));
    }
    lint.refuse(plan.changes(), problems);
    Weakening.refuse(plan, lint.findings(), problems);
    return lint.findings();
  }

  private List<SqlStatement> sql(Spec action) {
    return sql(action, List.of());
  }

  /** What the action sends wherever it runs, however chosen; the same is looked at once. */
  private List<SqlStatement> sql(Spec action, List<Choice> choose) {
    return plan.environments().stream()
        .map(Environment::values)
        .flatMap(values -> chosen(values, choose).stream())
        .map(values -> catalogue.filled(action, values))
        .distinct()
        .flatMap(filled -> catalogue.inspect(filled, files).statements().stream())
        .toList();
  }

  private static List<List<Variable>> chosen(List<Variable> values, List<Choice> choose) {
    return Choice.ways(choose).stream()
        .map(way -> Stream.concat(values.stream(), way.stream()).toList())
        .toList();
  }
}
