package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.AdmitActivity.Option;
import io.soakgate.deployment.AdmitActivity.TargetQuestion;
import io.soakgate.deployment.Left;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Check;
import io.soakgate.plan.Drill;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.verdict.RollbackOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Everything a plan may do to a target and look at there, for the target to admit. */
public final class Touching {
  private Touching() {}

  /** What a deployment does there and looks at, drills and ways back among it. */
  public static TargetQuestion question(
      String deployment, Plan plan, List<Script> scripts, Environment environment) {
    Spec backup = environment.backup() == null ? null : environment.backup().spec();
    return new TargetQuestion(
        deployment,
        environment.target(),
        backup,
        actions(plan, environment),
        probes(plan, environment),
        options(plan, environment),
        scripts,
        plan.history(),
        plan.changesIn(environment.name()).stream().flatMap(c -> c.migrations().stream()).toList(),
        Freezing.says(environment),
        drilled(plan, environment));
  }

  /** What one rollback option does there and looks at, after the ending. */
  public static TargetQuestion rollback(Left left, Environment environment, String option) {
    Plan plan = left.plan();
    List<String> applied =
        left.environments().stream()
            .filter(e -> e.environment().equals(environment.name()))
            .flatMap(e -> e.applied().stream())
            .toList();
    Rollback named = plan.rollback(option);
    List<Spec> actions =
        (named == null ? RollbackOrder.everything(applied) : named.steps())
            .stream()
                .flatMap(
                    s ->
                        s.change() == null
                            ? Stream.of(s.action())
                            : plan.change(s.change()).undo().stream())
                .toList();
    List<Spec> probes =
        (named == null ? List.<Check>of() : named.checks())
            .stream().filter(c -> c.appliesIn(environment.name())).map(Check::probe).toList();
    return new TargetQuestion(
        left.deployment(),
        environment.target(),
        null,
        actions,
        probes,
        List.of(),
        left.scripts(),
        null,
        List.of(),
        null,
        null);
  }

  /** The first environment that is drilled on this one's backup, or null. */
  private static String drilled(Plan plan, Environment environment) {
    List<Environment> all = plan.environments();
    return all.stream()
        .filter(e -> Drill.source(all, e) == environment)
        .map(Environment::name)
        .findFirst()
        .orElse(null);
  }

  private static List<Spec> actions(Plan plan, Environment environment) {
    List<Spec> all = new ArrayList<>();
    plan.changes().stream()
        .filter(c -> c.appliesIn(environment.name()))
        .forEach(
            c -> {
              all.add(c.apply());
              all.addAll(c.undo());
            });
    plan.actions().forEach(a -> all.add(a.spec()));
    List<Environment> walked = plan.environments();
    if (walked.get(walked.size() - 1).equals(environment)) {
      plan.conduct().afterwards().stream()
          .map(Schedule::action)
          .filter(Objects::nonNull)
          .forEach(all::add);
    }
    return List.copyOf(all);
  }

  private static List<Option> options(Plan plan, Environment environment) {
    return plan.rollbacks().stream()
        .map(
            r ->
                new Option(
                    r.name(),
                    relied(environment, r.name()),
                    r.steps().stream()
                        .map(Rollback.Step::action)
                        .filter(Objects::nonNull)
                        .toList()))
        .toList();
  }

  private static boolean relied(Environment environment, String option) {
    return environment.watches().stream()
        .flatMap(w -> w.rules().stream())
        .anyMatch(r -> !r.tracked() && option.equals(r.then().option()));
  }

  private static List<Spec> probes(Plan plan, Environment environment) {
    Stream<Check> moments = environment.checks().stream().flatMap(m -> m.checks().stream());
    Stream<Check> changes =
        plan.changes().stream()
            .filter(c -> c.appliesIn(environment.name()))
            .flatMap(c -> c.checks().stream());
    Stream<Check> options = plan.rollbacks().stream().flatMap(r -> r.checks().stream());
    Stream<Spec> rules =
        environment.watches().stream().flatMap(w -> w.rules().stream()).map(Rule::probe);
    Stream<Spec> checks =
        Stream.of(moments, changes, options)
            .flatMap(s -> s)
            .filter(c -> c.appliesIn(environment.name()) && !c.attested())
            .flatMap(c -> Stream.of(c.probe(), c.during()))
            .filter(Objects::nonNull);
    Stream<Spec> applied =
        actions(plan, environment).stream()
            .map(action -> Terms.of(action).appliedWhen())
            .filter(Objects::nonNull)
            .map(Check::probe);
    return Stream.of(checks, rules, applied).flatMap(s -> s).toList();
  }
}
