package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.plan.Change;
import io.soakgate.plan.Spec;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs actions on an environment's target and writes down what they did. */
final class Changes {
  private final PlanTime time;
  private final Chronicle chronicle;
  private final Board board;
  private final Checks checks;
  private final Orders orders;
  private final Readiness readiness;
  private final Holding holding;
  private ActRequest failed;
  private final AuditHold hold;

  Changes(
      PlanTime time,
      Chronicle chronicle,
      Board board,
      Checks checks,
      Orders orders,
      Holding holding,
      AuditHold hold,
      Readiness readiness) {
    this.time = time;
    this.chronicle = chronicle;
    this.board = board;
    this.checks = checks;
    this.orders = orders;
    this.readiness = readiness;
    this.holding = holding;
    this.hold = hold;
  }

  /**
   * Applies one change and verifies it.
   *
   * @param inTime throws when the environment's window no longer holds what is left to do
   * @throws Stop when it fails or a must of its verification does not hold
   */
  void apply(Stage stage, Change change, Runnable inTime) {
    board.working(stage.name(), "change " + change.name());
    Baselines before = stage.before(change);
    checks.measure(stage, change.name(), Checks.compared(stage, change.checks()), before);
    checks.must(stage, "before " + change.name(), change.before(), change.name(), before);
    orders.checkpoint();
    announce(stage, change, inTime);
    if (stage.changed()) {
      readiness.await(stage, "before " + change.name(), change.apply());
      orders.checkpoint();
    }
    stage.register(change.name());
    if (made(stage, change)) {
      checks.must(stage, "verify " + change.name(), change.verify(), change.name(), before);
    }
  }

  private void announce(Stage stage, Change change, Runnable inTime) {
    String expected = change.takes() == null ? "" : ", expected " + Words.duration(change.takes());
    chronicle.note(stage.name(), change.name(), "change", "ok", "begins" + expected);
    if (hold.before(stage)) {
      orders.checkpoint();
      if (!stage.changed()) {
        inTime.run();
      }
    }
  }

  /** Makes the change; false when a person left it out. */
  private boolean made(Stage stage, Change change) {
    while (true) {
      try {
        act(stage, change.name(), Purpose.APPLY, change.apply(), change.takes());
        return true;
      } catch (ActivityFailure e) {
        if (Words.cancelled(e)) {
          throw e;
        }
        Stop stop = stop(stage, change, e);
        if (!holding.holds(stage)) {
          throw stop;
        }
        if (!holding.again(stage, failed, stop)) {
          return false;
        }
        board.working(stage.name(), "change " + change.name());
        chronicle.note(stage.name(), change.name(), "change", "ok", "begins again");
        hold.before(stage);
      }
    }
  }

  /** The action that failed last, or null. */
  ActRequest failed() {
    return failed;
  }

  private static Stop stop(Stage stage, Change change, ActivityFailure e) {
    String why = "change " + change.name() + ": " + Words.why(e);
    boolean first = stage.applied().size() == 1;
    return first && Words.type(e).equals(Outside.REFUSED) ? Stop.refused(why) : Stop.failed(why);
  }

  /**
   * Runs one action; a failure is written down and thrown on.
   *
   * @param expected how long it should take, or null
   */
  void act(Stage stage, String subject, Purpose purpose, Spec action, Duration expected) {
    Instant from = time.now();
    ActRequest request =
        new ActRequest(
            stage.scope(from),
            subject,
            purpose,
            stage.attempt(subject, purpose),
            action,
            stage.admitted().scripts(),
            stage.backup(),
            Migrations.of(stage.admitted().plan(), subject, purpose, action));
    String word = purpose.name().toLowerCase(java.util.Locale.ROOT);
    try {
      Effect effect =
          Outside.act(stage.environment().target(), stage.name() + ": " + word + " " + subject)
              .act(request);
      stage.standing().left(effect.values());
      done(stage, request, expected, effect);
    } catch (ActivityFailure e) {
      stage.standing().unknown();
      failed = request;
      String why = Words.cancelled(e) ? "cancelled" : Words.why(e);
      tell(stage, request, expected, null, "failed", why, List.of());
      throw e;
    }
  }

  private void done(Stage stage, ActRequest request, Duration expected, Effect effect) {
    tell(stage, request, expected, effect.took(), "ok", effect.words(), effect.notices());
    boolean late =
        expected != null && effect.took() != null && effect.took().compareTo(expected) > 0;
    if (late) {
      chronicle.warn(
          stage.name(),
          request.subject(),
          "took " + Words.duration(effect.took()) + ", expected " + Words.duration(expected));
    }
  }

  private void tell(
      Stage stage,
      ActRequest request,
      Duration expected,
      Duration took,
      String outcome,
      String words,
      List<String> notices) {
    boolean apply = request.purpose() == Purpose.APPLY;
    chronicle.note(stage.name(), request.subject(), apply ? "change" : "rollback", outcome, words);
    stage.tell(
        new ChangeStory(
            request.subject(),
            request.purpose().name(),
            request.scope().now(),
            expected,
            took,
            outcome,
            words,
            notices));
  }
}
