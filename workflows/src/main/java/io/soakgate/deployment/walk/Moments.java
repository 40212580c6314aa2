package io.soakgate.deployment.walk;

import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.stage.Phases;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Severity;
import java.time.Instant;
import java.util.List;

/** The moments of an environment's walk: what is checked, who agrees, what is said. */
final class Moments {
  private static final List<String> CHECKED = List.of(Moment.AFTER, Moment.RELEASED);

  private final Parts parts;
  private final Phases phases;

  Moments(Parts parts, Phases phases) {
    this.parts = parts;
    this.phases = phases;
  }

  /**
   * Checks, gate and notices of a moment.
   *
   * @param latest when its gate closes unless the plan says otherwise; null means never
   * @throws Stop when it does not go on
   */
  void pass(Stage stage, String moment, Instant latest) {
    waitToOpen(stage, moment);
    if (CHECKED.contains(moment)) {
      phases.time(stage, Part.CHECKS, () -> check(stage, moment));
    } else {
      check(stage, moment);
    }
    boolean gate = asks(stage, moment);
    boolean opens = moment.equals(Moment.GO);
    if (opens || gate && moment.equals(Moment.BEFORE)) {
      parts.readiness().show(stage, moment);
    }
    String refused = gate ? parts.gates().hold(stage, moment, latest) : null;
    if (refused != null) {
      refused(stage, stage.environment().gateAt(moment), refused);
    }
    if (opens && gate) {
      parts.readiness().await(stage, "after gate " + moment, EnvironmentWalk.next(stage));
    }
    parts.readiness().hide();
    parts.telling().notices(stage, moment, null);
    parts.chronicle().send();
  }

  /** A gate that opens only so long before the window is not asked before that. */
  private void waitToOpen(Stage stage, String moment) {
    GateRule rule = stage.environment().gateAt(moment);
    if (rule == null || rule.open() == null || stage.slot() == null) {
      return;
    }
    Instant opens = stage.slot().opens().minus(rule.open());
    if (parts.time().now().isBefore(opens)) {
      String words = "gate " + moment + " opens at " + opens;
      parts.gates().closedUntil(words);
      parts.board().working(stage.name(), moment);
      parts
          .board()
          .waiting(words + ", " + Words.duration(rule.open()) + " before the window", null);
      parts.chronicle().note(stage.name(), "gate " + moment, "gate", "waiting", words);
      parts.time().sleepUntil(opens, stage.name() + ": until gate " + moment + " opens");
      parts.board().waiting(null, null);
    }
  }

  /** Whether anybody is asked at a moment; warnings may be what it takes (T-16). */
  private boolean asks(Stage stage, String moment) {
    GateRule rule = stage.environment().gateAt(moment);
    boolean asks =
        rule != null && (rule.always() || !parts.chronicle().warnings(stage.name()).isEmpty());
    if (rule != null && !asks) {
      parts
          .chronicle()
          .note(stage.name(), "gate " + moment, "gate", "ok", "nothing warned, so nobody is asked");
    }
    return asks;
  }

  /** What a refusal after the changes leads to; before them it ends the deployment. */
  private void refused(Stage stage, GateRule rule, String why) {
    String words = stage.name() + ": " + why;
    if (rule.refused() == null) {
      throw Stop.failed(words);
    }
    switch (rule.refused()) {
      case UNDO -> throw Stop.rollback(Rollback.EVERYTHING, words);
      case STAY -> throw Stop.left(words);
      case WARN -> {
        parts.chronicle().warn(stage.name(), "gate " + rule.moment(), why);
        parts.telling().alert(stage, rule.moment(), Severity.PAGE, why + "; it goes on");
      }
    }
  }

  /** Looks at what is to be seen at a moment. */
  void check(Stage stage, String moment) {
    parts.orders().checkpoint();
    parts.board().working(stage.name(), moment);
    parts
        .checks()
        .must(stage, moment, stage.environment().checksAt(moment), null, stage.baselines());
  }

  /** A refusal here does not undo a change that proved healthy; a person chooses (decision 22). */
  void end(Stage stage) {
    check(stage, Moment.END);
    if (stage.isLast()) {
      parts.notebook().ticks(stage.admitted().deployment()).forEach(stage.ticks()::add);
    }
    String refused = asks(stage, Moment.END) ? parts.gates().hold(stage, Moment.END, null) : null;
    if (refused != null) {
      refusedAtEnd(stage, stage.environment().gateAt(Moment.END), refused);
    }
    stage
        .ticks()
        .open()
        .forEach(t -> parts.chronicle().warn(stage.name(), t.name(), "nobody confirmed it"));
    parts.fingerprints().end(stage);
    parts.telling().notices(stage, Moment.END, null);
    parts.chronicle().send();
  }

  private void refusedAtEnd(Stage stage, GateRule rule, String why) {
    if (rule.refused() == null) {
      keep(stage, why);
    } else {
      refused(stage, rule, why);
    }
  }

  private void keep(Stage stage, String refused) {
    parts.chronicle().warn(stage.name(), "gate end", refused);
    parts.telling().alert(stage, Moment.END, Severity.PAGE, refused);
    parts
        .orders()
        .asking()
        .answered(
            new Question(
                    stage.name() + ": " + refused + ". Roll back, or resume to keep it and go on?",
                    List.of(Act.ROLLBACK, Act.RESUME),
                    null)
                .resuming("Keep it", "Nothing is rolled back, and it goes on."));
  }
}
