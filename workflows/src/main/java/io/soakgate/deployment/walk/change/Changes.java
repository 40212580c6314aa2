package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.Story.ChangeStory;
import io.soakgate.deployment.walk.check.Checks;
import io.soakgate.deployment.walk.check.Readiness;
import io.soakgate.deployment.walk.people.AuditHold;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Holding;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Baselines;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Change;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs actions on an environment's target and writes down what they did. */
public final class Changes {
  private final PlanTime time;
  private final Chronicle chronicle;
  private final Board board;
  private final Checks checks;
  private final Orders orders;
  private final Readiness readiness;
  private final Holding holding;
  private final Acting acting;
  private ActRequest asked;
  private ActRequest failed;
  private boolean running;
  private final AuditHold hold;

  public Changes(
      PlanTime time,
      Chronicle chronicle,
      Board board,
      Checks checks,
      Orders orders,
      Holding holding,
      AuditHold hold,
      Readiness readiness,
      Acting acting) {
    this.acting = acting;
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
  public void apply(Stage stage, Change change, Runnable inTime) {
    board.working(stage.name(), "change " + change.name());
    if (!permitted(stage, change, inTime)) {
      return;
    }
    Baselines before = new Baselines();
    List<Spec> compared = new ArrayList<>(Checks.compared(stage, change.checks()));
    compared.addAll(Checks.against(stage, change.name()));
    checks.measure(stage, change.name(), compared, before);
    stage.sightings().beforeChange(change.name(), before);
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

  /** Asks whom the change asks; false when they leave it out. */
  private boolean permitted(Stage stage, Change change, Runnable inTime) {
    if (!Terms.of(change.apply()).asks()) {
      return true;
    }
    if (acting.refused(stage, ActionGates.apply(change.name()), change.apply()) != null) {
      return false;
    }
    board.working(stage.name(), "change " + change.name());
    if (!stage.changed()) {
      inTime.run();
    }
    return true;
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
      } catch (TemporalFailure e) {
        if (Words.cancelled(e)) {
          throw e;
        }
        if (Terms.of(change.apply()).mayFail()) {
          mayFail(stage, change.name(), e);
          return false;
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

  /** Writes down that an action failed which may. */
  public void mayFail(Stage stage, String subject, TemporalFailure e) {
    chronicle.warn(stage.name(), subject, "failed, which it may: " + Words.why(e));
  }

  /** Whether an action runs just now. */
  boolean running() {
    return running;
  }

  /** The action that failed last, or null. */
  public ActRequest failed() {
    return failed;
  }

  private static Stop stop(Stage stage, Change change, TemporalFailure e) {
    String why = "change " + change.name() + ": " + Words.why(e);
    boolean first = stage.applied().size() == 1;
    return first && Words.type(e).equals(Outside.REFUSED) ? Stop.refused(why) : Stop.failed(why);
  }

  /**
   * Runs one action; a failure is written down and thrown on.
   *
   * @param expected how long it should take, or null
   */
  public void act(Stage stage, String subject, Purpose purpose, Spec action, Duration expected) {
    Run run = new Run(subject, purpose, time.now(), expected);
    String word = purpose.name().toLowerCase(java.util.Locale.ROOT);
    String summary = stage.name() + ": " + word + " " + subject;
    running = true;
    try {
      Effect effect = acting.run(stage, action, summary, () -> asked = request(stage, run, action));
      stage.standing().left(effect.values());
      done(stage, run, effect);
    } catch (TemporalFailure e) {
      stage.standing().unknown();
      failed = asked;
      String why = Words.cancelled(e) ? "cancelled" : Words.why(e);
      tell(stage, run, null, "failed", why, List.of());
      throw e;
    } finally {
      running = false;
    }
  }

  private ActRequest request(Stage stage, Run run, Spec action) {
    return new ActRequest(
        stage.scope(time.now()),
        run.subject(),
        run.purpose(),
        stage.asks().attempt(run.subject(), run.purpose()),
        action,
        stage.admitted().scripts(),
        stage.backup(),
        Migrations.of(stage.admitted().plan(), run.subject(), run.purpose(), action));
  }

  private void done(Stage stage, Run run, Effect effect) {
    tell(stage, run, effect.took(), "ok", effect.words(), effect.notices());
    Duration took = effect.took();
    if (run.expected() != null && took != null && took.compareTo(run.expected()) > 0) {
      chronicle.warn(
          stage.name(),
          run.subject(),
          "took " + Words.duration(took) + ", expected " + Words.duration(run.expected()));
    }
  }

  private void tell(
      Stage stage, Run run, Duration took, String outcome, String words, List<String> notices) {
    boolean apply = run.purpose() == Purpose.APPLY;
    chronicle.note(stage.name(), run.subject(), apply ? "change" : "rollback", outcome, words);
    stage.tell(
        new ChangeStory(
            run.subject(),
            run.purpose().name(),
            run.from(),
            run.expected(),
            took,
            outcome,
            words,
            notices));
  }

  /** One run of one action, with how long it should take, or null. */
  private record Run(String subject, Purpose purpose, Instant from, Duration expected) {}
}
