package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.walk.check.Checks;
import io.soakgate.deployment.walk.people.AuditHold;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Holding;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Change;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Terms;
import io.temporal.failure.TemporalFailure;
import java.util.List;

/** Takes back, before {@code after}, what was to be there only for a while. */
public final class Temporary {
  private final Chronicle chronicle;
  private final Board board;
  private final Changes changes;
  private final Checks checks;
  private final Orders orders;
  private final Holding holding;
  private final AuditHold hold;
  private final Acting acting;

  public Temporary(
      Chronicle chronicle,
      Board board,
      Changes changes,
      Checks checks,
      Orders orders,
      Holding holding,
      AuditHold hold,
      Acting acting) {
    this.chronicle = chronicle;
    this.board = board;
    this.changes = changes;
    this.checks = checks;
    this.orders = orders;
    this.holding = holding;
    this.hold = hold;
    this.acting = acting;
  }

  /**
   * Ends every temporary change that was begun, the last one first.
   *
   * @throws Stop when an undo fails or a must of {@code undone} does not hold
   */
  public void end(Stage stage) {
    List<Change> begun =
        stage.admitted().plan().changesIn(stage.name()).stream()
            .filter(c -> c.temporary() && stage.applied().contains(c.name()))
            .toList();
    for (int i = begun.size() - 1; i >= 0; i--) {
      end(stage, begun.get(i));
    }
  }

  private void end(Stage stage, Change change) {
    board.working(stage.name(), "end of " + change.name());
    orders.checkpoint();
    chronicle.note(stage.name(), change.name(), "rollback", "ok", "was temporary: is taken back");
    hold.before(stage);
    if (undone(stage, change)) {
      checks.must(
          stage,
          "undone " + change.name(),
          change.undone(),
          change.name(),
          stage.sightings().beforeChange(change.name()));
      stage.ended(change.name());
    }
  }

  /** Takes it back; false when a person left that out, so that it stays. */
  private boolean undone(Stage stage, Change change) {
    while (true) {
      try {
        return acted(stage, change);
      } catch (TemporalFailure e) {
        if (Words.cancelled(e)) {
          throw e;
        }
        Stop stop = Stop.failed("end of " + change.name() + ": " + Words.why(e));
        if (!holding.holds(stage)) {
          throw stop;
        }
        if (!holding.again(stage, changes.failed(), stop)) {
          return false;
        }
        board.working(stage.name(), "end of " + change.name());
        hold.before(stage);
      }
    }
  }

  /** Runs the actions of the undo; false when one of them was left out. */
  private boolean acted(Stage stage, Change change) {
    boolean whole = true;
    for (int i = 0; i < change.undo().size(); i++) {
      Spec action = change.undo().get(i);
      whole &=
          acting.refused(stage, ActionGates.undo(change.name(), i + 1), action) == null
              && acted(stage, change, action);
    }
    return whole;
  }

  private boolean acted(Stage stage, Change change, Spec action) {
    try {
      changes.act(stage, change.name(), Purpose.UNDO, action, change.takes());
      return true;
    } catch (TemporalFailure e) {
      if (Words.cancelled(e) || !Terms.of(action).mayFail()) {
        throw e;
      }
      changes.mayFail(stage, change.name(), e);
      return true;
    }
  }
}
