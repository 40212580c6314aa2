package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.walk.people.Board.Wait;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Severity;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Keeps every effect behind the audit: nothing is changed before the audit holds why (INV-16).
 *
 * <p>A silent audit stops the walk and the ending for as long as it takes, and a rollback for five
 * minutes: what breaks production must not stay because a second database is down (ADR 11).
 */
public final class AuditHold {
  private static final Duration ROLLBACK_PATIENCE = Duration.ofMinutes(5);
  private static final String WAITS_FOR =
      "the audit database, which does not answer; nothing is changed until it does";

  private final PlanTime time;
  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;
  private boolean ahead;

  public AuditHold(PlanTime time, Board board, Chronicle chronicle, Telling telling) {
    this.time = time;
    this.board = board;
    this.chronicle = chronicle;
    this.telling = telling;
  }

  /**
   * Waits until the audit holds everything that happened.
   *
   * @param stage where it is, whose people are paged; null before the first environment
   * @return whether the audit was silent meanwhile, so that what was true before may not be now
   */
  public boolean before(Stage stage) {
    if (answered()) {
      return false;
    }
    Wait was = begin(stage, WAITS_FOR);
    Workflow.await(chronicle::settled);
    end(stage, was);
    return true;
  }

  /** Before a step of a rollback: waits, but not for ever, and once only. */
  public void beforeUndo(Stage stage) {
    if (ahead && chronicle.silence() != null) {
      chronicle.send();
      return;
    }
    ahead = false;
    if (answered()) {
      return;
    }
    Wait was = begin(stage, "the audit database, which does not answer; at most 5 min");
    if (Waiting.atMost(ROLLBACK_PATIENCE, "until the audit answers", chronicle::settled)) {
      end(stage, was);
      return;
    }
    ahead = true;
    board.waiting(was);
    chronicle.warn(
        stage.name(), "audit", "silent: the rollback goes on, its entries follow when it answers");
    chronicle.send();
  }

  /** A deployment has not ended before the audit says how. */
  public void atTheEnd() {
    if (!answered()) {
      Wait was = board.waits();
      board.waiting("the audit database, which does not answer; it ends when it does", null);
      Workflow.await(chronicle::settled);
      board.waiting(was);
    }
  }

  private boolean answered() {
    chronicle.send();
    Workflow.await(() -> chronicle.settled() || chronicle.silence() != null);
    return chronicle.settled();
  }

  private Wait begin(Stage stage, String waitsFor) {
    Wait was = board.waits();
    String words = "waits for " + waitsFor + ": " + chronicle.silence();
    chronicle.note(name(stage), "audit", "paused", "waiting", words);
    if (stage != null) {
      telling.alert(stage, "audit", Severity.PAGE, words);
    }
    board.waiting(waitsFor, null);
    return was;
  }

  private void end(Stage stage, Wait was) {
    String waited = Words.duration(Duration.between(board.since(), time.now()));
    chronicle.note(name(stage), "audit", "paused", "ok", "answers again after " + waited);
    board.waiting(was);
  }

  private static String name(Stage stage) {
    return stage == null ? null : stage.name();
  }
}
