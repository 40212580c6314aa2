package io.soakgate.deployment.walk.rollback;

import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.change.Acting;
import io.soakgate.deployment.walk.change.Changes;
import io.soakgate.deployment.walk.check.Checks;
import io.soakgate.deployment.walk.check.Fingerprints;
import io.soakgate.deployment.walk.freeze.Freeze;
import io.soakgate.deployment.walk.gate.Permission;
import io.soakgate.deployment.walk.gate.ProvidersRestore;
import io.soakgate.deployment.walk.people.AuditHold;
import io.soakgate.deployment.walk.people.Blocked;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Change;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Rollback.Step;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.soakgate.verdict.RollbackOrder;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Takes back what was done in an environment and proves it (decision 13). Runs in a detached scope:
 * nothing cancels it, no channel delays it, and a silent audit only for a while. A step that fails
 * blocks it until a person says how to go on.
 */
public final class Compensation {
  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;
  private final Course course;
  private final AuditHold hold;
  private final Changes changes;
  private final Checks checks;
  private final Fingerprints fingerprints;
  private final Concessions concessions;
  private final Permission permission;
  private final PlanTime time;
  private final Acting acting;
  private final Freeze freeze;
  private final Blocked blocked;
  private final ProvidersRestore providers;
  private final Remains remains = new Remains();

  public Compensation(
      Board board,
      Chronicle chronicle,
      Telling telling,
      Course course,
      AuditHold hold,
      Changes changes,
      Checks checks,
      Fingerprints fingerprints,
      Blocked blocked,
      Concessions concessions,
      Permission permission,
      PlanTime time,
      Acting acting,
      Freeze freeze,
      ProvidersRestore providers) {
    this.freeze = freeze;
    this.providers = providers;
    this.permission = permission;
    this.time = time;
    this.acting = acting;
    this.board = board;
    this.chronicle = chronicle;
    this.telling = telling;
    this.course = course;
    this.hold = hold;
    this.changes = changes;
    this.checks = checks;
    this.fingerprints = fingerprints;
    this.blocked = blocked;
    this.concessions = concessions;
  }

  /**
   * Rolls back with an option, or with the one a person chooses when it is blocked.
   *
   * @return what stays in place, in words
   */
  public List<String> rollBack(Stage stage, String option, String why) {
    remains.clear();
    String chosen = option;
    for (String next = permission.agreed(stage, option); next != null; ) {
      chosen = next;
      String other = run(stage, chosen, why);
      if (other == null) {
        return done(stage, chosen, why);
      }
      next = permission.agreed(stage, other);
    }
    note(stage, chosen, "ok", "stays as it is: " + why);
    return remains.asItIs(stage);
  }

  private List<String> done(Stage stage, String option, String why) {
    Plan plan = stage.admitted().plan();
    fingerprints.after(stage, keeps(plan, option, stage.applied()));
    List<String> stays = remains.of(stage, option);
    String words = stays.isEmpty() ? "everything was taken back" : "stays: " + stays;
    note(stage, option, "ok", words);
    freeze.off(stage);
    telling.notices(stage, Moment.ROLLED_BACK, why);
    course.rolledBack(stage, why);
    return stays;
  }

  private static List<String> keeps(Plan plan, String option, List<String> applied) {
    return RollbackOrder.of(plan, option, applied).stream()
        .map(step -> step.change() == null ? null : plan.change(step.change()))
        .filter(Objects::nonNull)
        .flatMap(change -> change.toll().keeps().stream())
        .toList();
  }

  /** Runs an option; another one when a person chose it on the way, else null. */
  private String run(Stage stage, String option, String why) {
    board.working(stage.name(), "rollback " + option);
    note(stage, option, "ok", "begins: " + why);
    stage.cautions().costs(option).forEach(cost -> note(stage, option, "ok", cost));
    Instant begun = time.now();
    Plan plan = stage.admitted().plan();
    List<Step> steps = RollbackOrder.of(plan, option, stage.applied());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String subject = step.change() == null ? ActionGates.step(option, i + 1) : step.change();
      String other = untilDone(stage, option, subject, () -> step(stage, subject, step), true);
      if (other != null) {
        return other;
      }
    }
    String other =
        untilDone(stage, option, "checks of " + option, () -> prove(stage, option), false);
    late(stage, plan.rollback(option), Duration.between(begun, time.now()));
    return other;
  }

  private void late(Stage stage, Rollback named, Duration took) {
    Duration within = named == null ? null : named.within();
    if (within != null && took.compareTo(within) > 0) {
      chronicle.warn(
          stage.name(),
          "rollback " + named.name(),
          "took " + Words.duration(took) + ", expected at most " + Words.duration(within));
    }
  }

  /** Does it until it is done or left out; another option when a person chose one, else null. */
  private String untilDone(Stage stage, String option, String what, Doing doing, boolean acts) {
    while (true) {
      String failed = doing.failure();
      if (failed == null) {
        return null;
      }
      Command answer = blocked.ask(stage, option, what, failed, acts ? changes.failed() : null);
      if (answer.act() == Act.SKIP) {
        concessions.skipped(stage, what, answer);
        remains.skipped(what, what + ", left out by " + answer.by() + ": " + answer.reason());
        return null;
      }
      if (answer.act() == Act.ROLLBACK) {
        remains.again();
        return answer.option();
      }
    }
  }

  /** Something to do; the answer is why it failed, or null. */
  private interface Doing {
    String failure();
  }

  private String step(Stage stage, String subject, Step step) {
    Change change = step.change() == null ? null : stage.admitted().plan().change(step.change());
    List<Spec> actions = change == null ? List.of(step.action()) : change.undo();
    Purpose purpose = change == null ? Purpose.STEP : Purpose.UNDO;
    chronicle.note(stage.name(), subject, "rollback", "ok", "begins");
    hold.beforeUndo(stage);
    for (int i = 0; i < actions.size(); i++) {
      String gate = change == null ? subject : ActionGates.undo(subject, i + 1);
      String failed = act(stage, subject, gate, purpose, actions.get(i));
      if (failed != null) {
        return failed;
      }
    }
    if (change != null) {
      remains.undone(subject);
    }
    return null;
  }

  /** Runs one action; the answer is why it failed, or null when it did not or need not. */
  private String act(Stage stage, String subject, String gate, Purpose purpose, Spec action) {
    String undone = providers.refused(stage, subject, action);
    if (undone != null) {
      return undone;
    }
    String refused = acting.refused(stage, gate, action);
    if (refused != null) {
      remains.skipped(subject, gate + ", left out: " + refused);
      return null;
    }
    try {
      changes.act(stage, subject, purpose, action, null);
      return null;
    } catch (TemporalFailure e) {
      if (Terms.of(action).mayFail()) {
        changes.mayFail(stage, subject, e);
        return null;
      }
      return Words.why(e);
    }
  }

  private String prove(Stage stage, String option) {
    Rollback named = stage.admitted().plan().rollback(option);
    if (named == null) {
      return null;
    }
    List<String> failed =
        checks.failures(stage, "rollback " + option, named.checks(), null, stage.baselines());
    return failed.isEmpty() ? null : String.join("; ", failed);
  }

  private void note(Stage stage, String option, String outcome, String words) {
    chronicle.note(stage.name(), "rollback " + option, "rollback", outcome, words);
  }
}
