package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.plan.Backup;
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
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;

/** Walks one environment from its announcement to its end (design section 1). */
final class EnvironmentWalk {
  private final Parts parts;
  private final Moments moments;
  private final Phases phases;

  EnvironmentWalk(Parts parts) {
    this.parts = parts;
    this.phases = new Phases(parts.time(), parts.chronicle());
    this.moments = new Moments(parts, phases);
  }

  /**
   * The whole walk.
   *
   * @throws Stop when it does not go on
   */
  void walk(Stage stage) {
    announce(stage);
    new Reopening(parts).hold(stage);
    moments.pass(stage, Moment.GO, Timing.latest(stage));
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
    if (!stage.environment().watches().isEmpty()) {
      phases.time(stage, Part.WATCH, () -> watch(stage));
    }
    phases.late(stage);
    moments.end(stage);
    parts.course().passed(stage);
  }

  private void apply(Stage stage) {
    changes(stage).forEach(change -> change(stage, change));
    parts.temporary().end(stage);
  }

  private void watch(Stage stage) {
    stage.environment().watches().forEach(watch -> watch(stage, watch));
  }

  private void announce(Stage stage) {
    parts.board().working(stage.name(), Moment.ANNOUNCED);
    warnOfCaveats(stage);
    parts.timing().choose(stage);
    parts.telling().notices(stage, Moment.ANNOUNCED, null);
    moments.check(stage, Moment.ANNOUNCED);
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
  }

  /** One after the other; each begins only while it, and taking it back, still fits (T-20). */
  private void change(Stage stage, Change change) {
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
    if (stage.environment().backup() != null) {
      phases.time(stage, Part.BACKUP, () -> backup(stage, stage.environment().backup()));
    }
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

  private void backup(Stage stage, Backup backup) {
    parts.board().working(stage.name(), "backup");
    parts.orders().checkpoint();
    parts.chronicle().note(stage.name(), "backup", "backup", "ok", "begins");
    parts.hold().before(stage);
    BackupResult result = take(stage, backup);
    stage.backup(result);
    Measurement seen = Measurement.saw(parts.time().now(), result.values());
    Verdict verdict = Judge.holds(backup.must(), seen, null);
    boolean good = result.verified() && verdict.outcome() == Outcome.PASS;
    String words = result.words() + (backup.must().isEmpty() ? "" : ": " + verdict.words());
    parts.chronicle().note(stage.name(), "backup", "backup", good ? "ok" : "failed", words);
    if (!good) {
      throw Stop.failed(
          "backup " + result.label() + (result.verified() ? ": " : " is not verified: ") + words);
    }
    RestoreTime.tooLong(stage.admitted().plan(), result)
        .forEach(late -> parts.chronicle().warn(stage.name(), "backup", late));
  }

  private BackupResult take(Stage stage, Backup backup) {
    try {
      return Outside.act(stage.environment().target(), stage.name() + ": backup")
          .backup(new BackupRequest(stage.scope(parts.time().now()), backup.spec()));
    } catch (ActivityFailure e) {
      throw Words.cancelled(e) ? e : Stop.failed("backup: " + Words.why(e));
    }
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
