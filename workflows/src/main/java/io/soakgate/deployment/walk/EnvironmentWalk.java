package io.soakgate.deployment.walk;

import io.soakgate.deployment.walk.check.Checks;
import io.soakgate.deployment.walk.gate.Timing;
import io.soakgate.deployment.walk.stage.Phases;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Mode;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReadOnly.From;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Judge;
import java.util.ArrayList;
import java.util.List;

/** Walks one environment from its announcement to its end (design section 1). */
final class EnvironmentWalk {
  private final Parts parts;
  private final Moments moments;
  private final Phases phases;
  private final TakingBackup backup;

  EnvironmentWalk(Parts parts) {
    this.parts = parts;
    this.phases = new Phases(parts.time(), parts.chronicle());
    this.moments = new Moments(parts, phases);
    this.backup = new TakingBackup(parts, phases);
  }

  /**
   * The whole walk.
   *
   * @throws Stop when it does not go on
   */
  void walk(Stage stage) {
    parts.drilling().drill(stage);
    announce(stage);
    new Reopening(parts).hold(stage);
    backup.ask(stage);
    moments.pass(stage, Moment.GO, Timing.latest(stage));
    parts.drilling().agreed(stage);
    parts.freeze().ask(stage, Moment.GO);
    parts.timing().await(stage);
    prepare(stage);
    moments.pass(stage, Moment.BEFORE, null);
    agree(stage, first(stage));
    stillAgreed(stage);
    ready(stage);
    phases.time(stage, Part.CHANGES, () -> apply(stage));
    parts.readiness().after(stage);
    moments.pass(stage, Moment.AFTER, null);
    parts.freeze().off(stage);
    moments.pass(stage, Moment.RELEASED, null);
    if (!stage.environment().watches(false).isEmpty()) {
      phases.time(stage, Part.WATCH, () -> watch(stage));
    }
    phases.late(stage);
    moments.end(stage);
    parts.course().passed(stage);
  }

  private void apply(Stage stage) {
    parts
        .beside()
        .during(
            stage,
            () -> {
              changes(stage).forEach(change -> change(stage, change));
              parts.temporary().end(stage);
            });
  }

  private void watch(Stage stage) {
    stage.environment().watches(false).forEach(watch -> watch(stage, watch));
  }

  private void announce(Stage stage) {
    parts.board().working(stage.name(), Moment.ANNOUNCED);
    warnOfCaveats(stage);
    parts.timing().choose(stage);
    parts.telling().notices(stage, Moment.ANNOUNCED, null);
    moments.check(stage, Moment.ANNOUNCED);
    backup.ahead(stage);
    String refused = parts.gates().hold(stage, Moment.ANNOUNCED, Timing.latest(stage));
    if (refused != null) {
      throw Stop.refused(stage.name() + ": " + refused);
    }
    parts.freeze().ask(stage, Moment.ANNOUNCED);
  }

  private void warnOfCaveats(Stage stage) {
    stage
        .target()
        .caveats()
        .forEach(
            c ->
                parts
                    .chronicle()
                    .note(
                        stage.name(),
                        "rollback " + c.option(),
                        "caveat",
                        c.refused() ? "unavailable" : "doubtful",
                        c.words()));
    parts.board().caveats(stage.cautions().caveats());
    parts.board().unattended(stage.cautions().unattended());
    parts.board().ways(stage.admitted().ways(stage.name()));
  }

  /** One after the other; each begins only while it, and taking it back, still fits (T-20). */
  private void change(Stage stage, Change change) {
    parts.beside().asks(stage);
    if (stage.changed()) {
      agree(stage, change);
    }
    parts.timing().left(stage, change);
    parts.changes().apply(stage, change, () -> parts.timing().left(stage, change));
  }

  /** In a mode that asks for it, people agree to each change (S-007). */
  private void agree(Stage stage, Change change) {
    if (change == null) {
      return;
    }
    String refused =
        parts.gates().hold(stage, Mode.moment(change.name()), Timing.latest(stage, change));
    if (refused != null) {
      throw Stop.failed(stage.name() + ": " + refused);
    }
  }

  /** What was agreed to may be taken back until the first change begins (F-43). */
  private void stillAgreed(Stage stage) {
    String refused = parts.gates().again(stage);
    if (refused != null) {
      throw Stop.failed(stage.name() + ": " + refused);
    }
  }

  private void prepare(Stage stage) {
    parts.freeze().from(stage, From.BACKUP);
    parts.board().working(stage.name(), "baselines");
    parts.fingerprints().before(stage);
    parts.checks().measure(stage, null, compared(stage), stage.baselines());
    parts.suspects().before(stage);
    backup.inWindow(stage);
    parts.freeze().from(stage, From.CHANGES);
  }

  /** Everything that is compared later with how it was before the first change. */
  private static List<Spec> compared(Stage stage) {
    Environment environment = stage.environment();
    List<Spec> all = new ArrayList<>();
    List.of(Moment.AFTER, Moment.RELEASED, Moment.END)
        .forEach(m -> all.addAll(Checks.compared(stage, environment.checksAt(m))));
    for (Watch watch : environment.watches()) {
      all.addAll(Checks.compared(stage, environment.checksAt(watch.name())));
      watch.rules().stream()
          .filter(r -> Judge.needsBaseline(r.when()))
          .map(Rule::probe)
          .forEach(all::add);
    }
    if (stage.isLast()) {
      stage.admitted().plan().conduct().afterwards().stream()
          .forEach(s -> all.addAll(Checks.compared(stage, s.checks())));
    }
    stage.admitted().plan().rollbacks().stream()
        .forEach(r -> all.addAll(Checks.compared(stage, r.checks())));
    return all;
  }

  private static List<Change> changes(Stage stage) {
    return stage.admitted().plan().changes().stream()
        .filter(c -> c.appliesIn(stage.name()))
        .toList();
  }

  private void ready(Stage stage) {
    Change first = first(stage);
    String when = first == null ? "before the changes" : "before " + first.name();
    parts.readiness().await(stage, when, next(stage));
  }

  private static Change first(Stage stage) {
    return changes(stage).stream().findFirst().orElse(null);
  }

  /** The first action of an environment, or null. */
  static Spec next(Stage stage) {
    Change first = first(stage);
    return first == null ? null : first.apply();
  }

  private void watch(Stage stage, Watch watch) {
    parts.orders().checkpoint();
    parts.watching().watch(stage, watch);
    moments.pass(stage, watch.name(), null);
  }
}
