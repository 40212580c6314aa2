package io.soakgate.deployment.walk.check;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Conditions;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.deployment.Story.ConditionStory;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.ConditionWords;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Standing;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Backup;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;

/**
 * Whether an environment is fit to be changed now: looked at before its gate, once more when
 * everybody agreed, before its first change and before every other one.
 */
public final class Readiness {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String DRIFT = "drift";
  private static final String AFTER = "after the changes";

  private final PlanTime time;
  private final Chronicle chronicle;
  private final Board board;
  private final Orders orders;
  private final Telling telling;
  private Stage earlier;

  public Readiness(
      PlanTime time, Chronicle chronicle, Board board, Orders orders, Telling telling) {
    this.time = time;
    this.chronicle = chronicle;
    this.board = board;
    this.orders = orders;
    this.telling = telling;
  }

  /** Looks and shows it on the card of the gate that opens next; nothing waits. */
  public void show(Stage stage, String moment) {
    String when = "before gate " + moment;
    Conditions seen = look(stage, when, null);
    tell(stage, when, seen, worst(seen).compareTo(Level.WARN) > 0 ? "waiting" : "ok");
    board.conditions(seen.list());
  }

  /** No card shows them any more. */
  public void hide() {
    board.conditions(List.of());
  }

  /**
   * Looks until nothing is in the way: what is likely to end by itself is waited for, for the rest,
   * and when patience is at its end, a person is paged and asked.
   *
   * @param when at what point, as in {@code before rls}
   * @param next the action that follows, or null
   */
  public void await(Stage stage, String when, Spec next) {
    Duration waited = Duration.ZERO;
    for (int n = 0; ; n++) {
      orders.checkpoint();
      Conditions seen = look(stage, when, next);
      Level worst = worst(seen);
      if (worst.compareTo(Level.WARN) <= 0) {
        tell(stage, when, seen, "ok");
        return;
      }
      if (worst == Level.WAIT && waited.compareTo(seen.patience()) < 0) {
        waited = waited.plus(pause(stage, when, seen, n, waited));
      } else if (goesOn(stage, when, seen)) {
        return;
      } else {
        waited = Duration.ZERO;
        n = -1;
      }
    }
  }

  private Duration pause(Stage stage, String when, Conditions seen, int n, Duration waited) {
    String words = String.join("; ", ConditionWords.words(seen, Level.WAIT));
    if (n == 0) {
      tell(stage, when, seen, "waiting");
    }
    Duration pause = FIRST.multipliedBy(1L << Math.min(n, 10));
    pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    Duration left = seen.patience().minus(waited);
    pause = pause.compareTo(left) > 0 ? left : pause;
    board.waiting(Words.cut(words, 300), null);
    Waiting.atMost(pause, stage.name() + ": looks again " + when, () -> false);
    board.waiting(null, null);
    return pause;
  }

  /** Asks a person; true when it goes on in spite of what was seen. */
  private boolean goesOn(Stage stage, String when, Conditions seen) {
    Level worst = worst(seen);
    tell(stage, when, seen, "waiting");
    String why = stage.name() + ", " + when + ": " + inTheWay(seen);
    boolean barred = worst == Level.BAR;
    String asks = barred ? "; retry, or abort" : "; retry, resume to go on all the same, or abort";
    telling.alert(stage, when, Severity.PAGE, "holds, because " + inTheWay(seen) + asks);
    chronicle.send();
    Command answer =
        orders
            .asking()
            .answered(
                new Question(
                        why + asks,
                        barred ? List.of(Act.RETRY) : List.of(Act.RETRY, Act.RESUME),
                        null)
                    .resuming("Go on anyway", "It goes on in spite of what is in the way."));
    if (answer.act() != Act.RESUME) {
      return false;
    }
    stage.standing().accept(seen);
    String reason = answer.reason() == null ? "" : " (" + answer.reason() + ")";
    chronicle.warn(
        stage.name(),
        "conditions " + when,
        answer.by() + " goes on all the same" + reason + ": " + inTheWay(seen));
    return true;
  }

  private static String inTheWay(Conditions seen) {
    return String.join("; ", ConditionWords.words(seen, Level.WAIT));
  }

  /** All changes are done: whether they left what they left in the environment before. */
  public void after(Stage stage) {
    Conditions seen = look(stage, AFTER, null);
    stage.standing().ends(seen);
    seen.list().stream()
        .filter(c -> c.what().startsWith(DRIFT) && c.level() != Level.FINE)
        .forEach(c -> chronicle.warn(stage.name(), "conditions " + AFTER, ConditionWords.words(c)));
    earlier = stage;
  }

  private Conditions look(Stage stage, String when, Spec next) {
    Standing standing = stage.standing();
    ConditionsRequest request =
        new ConditionsRequest(
            stage.scope(time.now()),
            when,
            next,
            pending(stage),
            stage.admitted().scripts(),
            standing.server(),
            standing.catalog(),
            elsewhere(stage, when));
    try {
      Conditions seen =
          Outside.conditions(stage.environment().target(), stage.name() + ": conditions " + when)
              .look(request);
      standing.saw(seen);
      if (!stage.changed()) {
        standing.begins();
      }
      stage.tell(new ConditionStory(time.now(), when, seen.list()));
      return seen;
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      return unseen(Words.why(e));
    }
  }

  private static Spec pending(Stage stage) {
    Backup backup = stage.environment().backup();
    boolean none = backup == null || backup.attested() || stage.backup() != null;
    return none ? null : backup.spec();
  }

  /** Before the first change the two are compared as they began, later as they ended. */
  private Elsewhere elsewhere(Stage stage, String when) {
    if (earlier == null || earlier == stage || earlier.standing().before() == null) {
      return null;
    }
    Standing there = earlier.standing();
    if (!stage.changed()) {
      return new Elsewhere(earlier.name(), there.before(), null, null);
    }
    boolean after = when.equals(AFTER) && there.after() != null;
    return after
        ? new Elsewhere(earlier.name(), there.after(), there.before(), stage.standing().before())
        : null;
  }

  private static Conditions unseen(String why) {
    Condition blind =
        new Condition("look", Level.BAR, null, null, "could not look: " + why, List.of());
    return new Conditions(null, null, Duration.ZERO, List.of(blind));
  }

  private static Level worst(Conditions seen) {
    return ConditionWords.worst(seen);
  }

  private void tell(Stage stage, String when, Conditions seen, String outcome) {
    chronicle.note(
        stage.name(), "conditions " + when, "check", outcome, ConditionWords.words(seen));
  }
}
