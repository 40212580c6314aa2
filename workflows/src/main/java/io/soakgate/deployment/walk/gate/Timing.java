package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Takes;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Change;
import io.soakgate.plan.Window;
import io.soakgate.verdict.Opening;
import io.soakgate.verdict.Opening.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Chooses the window a walk has to keep to, waits for it, and holds the walk to it: nothing begins
 * when what is left, and taking it back, could not end inside (INV-03, T-20).
 */
public final class Timing {
  private final PlanTime time;
  private final Board board;
  private final Chronicle chronicle;
  private final Orders orders;
  private final Picking picking;

  public Timing(PlanTime time, Board board, Chronicle chronicle, Orders orders, Picking picking) {
    this.picking = picking;
    this.time = time;
    this.board = board;
    this.chronicle = chronicle;
    this.orders = orders;
  }

  /**
   * Chooses the first window that opens late enough to be announced in time, or has people pick it.
   *
   * @throws Stop when what is to be done does not fit into it
   */
  public void choose(Stage stage) {
    Window window = stage.environment().window();
    if (window == null) {
      board.window(null);
      return;
    }
    Instant now = time.now();
    boolean picked = window.pick() != null;
    Slot slot = picked ? picking.pick(stage) : Opening.next(window, now.plus(window.announce()));
    stage.slot(slot, Opening.words(slot, window.zone()));
    if (latest(stage).isBefore(slot.opens())) {
      board.window(stage.window());
      throw Stop.refused(
          stage.name()
              + ": "
              + Words.duration(Takes.walk(stage))
              + " of work and "
              + Words.duration(Takes.rollback(stage))
              + " for a rollback do not fit into the window "
              + stage.window()
              + "; lengthen the window");
    }
    board.window(stage.window() + "; latest safe start " + words(stage, latest(stage)));
    if (!picked) {
      tooSoon(stage, Opening.soonest(window, now));
    }
  }

  /** People were promised a time of notice: what opens before that is passed over, and said so. */
  private void tooSoon(Stage stage, Slot soonest) {
    Window window = stage.environment().window();
    if (soonest.opens().isBefore(stage.slot().opens())) {
      chronicle.note(
          stage.name(),
          "window",
          "check",
          "ok",
          Opening.words(soonest, window.zone())
              + " comes too soon: it is announced "
              + Words.duration(window.announce())
              + " before, so it is "
              + stage.window());
    }
  }

  /** Waits until the window opens. */
  public void await(Stage stage) {
    if (stage.slot() != null) {
      board.working(stage.name(), "window");
      board.waiting("the window " + stage.window(), null);
      time.sleepUntil(stage.slot().opens(), stage.name() + ": until the window opens");
      board.waiting(null, null);
    }
    orders.checkpoint();
    whole(stage);
  }

  /**
   * Before anything was changed.
   *
   * @throws Stop when all that is to be done would not fit any more
   */
  void whole(Stage stage) {
    orders.checkpoint();
    late(stage, latest(stage));
  }

  /**
   * Before a change.
   *
   * @throws Stop when it and what follows it would not fit any more; what was changed before it is
   *     then taken back while there is time, as the environment's {@code if-fails} says
   */
  public void left(Stage stage, Change next) {
    orders.checkpoint();
    late(stage, latest(stage, next));
  }

  private void late(Stage stage, Instant latest) {
    if (latest == null || !time.now().isAfter(latest)) {
      return;
    }
    String passed =
        stage.name()
            + ": the latest safe start "
            + latest
            + " of the window "
            + stage.window()
            + " has passed; ";
    throw stage.changed()
        ? Stop.failed(passed + "what was begun would not be over in time")
        : Stop.refused(passed + "start again for the next one");
  }

  /** The latest start of the whole, or null where there is no window. */
  public static Instant latest(Stage stage) {
    return latest(stage, Takes.walk(stage));
  }

  /** The latest start of this change, or null where there is no window. */
  public static Instant latest(Stage stage, Change next) {
    return latest(stage, Takes.from(stage, next));
  }

  private static Instant latest(Stage stage, Duration left) {
    return stage.slot() == null
        ? null
        : Opening.latestStart(stage.slot(), left, Takes.rollback(stage));
  }

  /** {@code ; latest safe start …}, or nothing where there is none. */
  static String latestWords(Stage stage, Instant latest) {
    return stage.slot() == null || latest == null
        ? ""
        : "; latest safe start " + words(stage, latest);
  }

  private static String words(Stage stage, Instant at) {
    ZoneId zone = stage.environment().window().zone();
    return Opening.words(at, zone);
  }
}
