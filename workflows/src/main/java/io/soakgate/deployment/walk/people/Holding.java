package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.ResolveRequest;
import io.soakgate.deployment.ActActivity.Resolved;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Severity;
import io.temporal.failure.ActivityFailure;
import java.util.List;

/**
 * Holds what failed until a person says how to go on (ADR 0013). That is so where the plan says
 * {@code if-fails: ask}, and while somebody has paused the deployment: who has taken the wheel is
 * not overtaken by a rollback.
 */
public final class Holding {
  private static final String SQL = "sql";

  private final PlanTime time;
  private final Orders orders;
  private final Telling telling;
  private final Chronicle chronicle;
  private final Concessions concessions;
  private final AuditHold hold;

  public Holding(
      PlanTime time,
      Orders orders,
      Telling telling,
      Chronicle chronicle,
      Concessions concessions,
      AuditHold hold) {
    this.time = time;
    this.orders = orders;
    this.telling = telling;
    this.chronicle = chronicle;
    this.concessions = concessions;
    this.hold = hold;
  }

  /** Whether a failure here holds, instead of ending the walk. */
  public boolean holds(Stage stage) {
    return stage.environment().ifFails() == IfFails.ASK || orders.paused();
  }

  /**
   * Holds a change that failed.
   *
   * @return true to try it again, false when it is left out
   * @throws Stop when a person ends it here
   */
  public boolean again(Stage stage, ActRequest failed, Stop stop) {
    String words =
        stop.why()
            + ". Retry it, resolve the statement, skip the change, roll back, or resume to end here"
            + " and leave it as it is?";
    List<Act> answers =
        failed.spec().kind().equals(SQL)
            ? List.of(Act.RETRY, Act.RESOLVE, Act.SKIP, Act.ROLLBACK, Act.RESUME)
            : List.of(Act.RETRY, Act.SKIP, Act.ROLLBACK, Act.RESUME);
    Question question =
        ending(new Question(words, answers, Rollback.EVERYTHING).about(failed.subject()));
    Command answer =
        ask(stage, "change " + failed.subject(), question.aside(c -> resolve(stage, failed, c)));
    if (answer.act() == Act.SKIP) {
      concessions.skipped(stage, "change " + failed.subject(), answer);
      return false;
    }
    return goesOn(answer, stop);
  }

  /** A question at which {@link #goesOn} takes the answer. */
  public static Question ending(Question question) {
    return question.resuming(
        "End here", "The deployment ends, and everything stays as it is: nothing is rolled back.");
  }

  /** What resolves a statement of an action that failed; null when its kind has no statements. */
  java.util.function.Function<Command, Answer> resolver(Stage stage, ActRequest failed) {
    return failed == null || !failed.spec().kind().equals(SQL)
        ? null
        : c -> resolve(stage, failed, c);
  }

  /** Asks, pages, and waits for the answer. */
  public Command ask(Stage stage, String subject, Question question) {
    chronicle.note(stage.name(), subject, "check", "waiting", question.words());
    telling.alert(stage, subject, Severity.PAGE, "holds, because " + question.words());
    chronicle.send();
    return orders.asking().answered(question.holding(subject));
  }

  /**
   * Goes on with a retry.
   *
   * @throws Stop for every other answer
   */
  public boolean goesOn(Command answer, Stop stop) {
    if (answer.act() == Act.ROLLBACK) {
      throw Stop.rollback(answer.option(), stop.why() + "; rollback asked for by " + who(answer));
    }
    if (answer.act() == Act.RESUME) {
      throw stop.kind() == Stop.Kind.REFUSED
          ? stop
          : Stop.left(stop.why() + "; left as it is by " + who(answer));
    }
    return true;
  }

  private static String who(Command answer) {
    return answer.by() + (answer.reason() == null ? "" : ": " + answer.reason());
  }

  private Answer resolve(Stage stage, ActRequest failed, Command c) {
    ActRequest anew =
        new ActRequest(
            stage.scope(time.now()),
            failed.subject(),
            failed.purpose(),
            stage.asks().attempt(failed.subject(), failed.purpose()),
            failed.spec(),
            failed.scripts(),
            failed.backup(),
            failed.migrations());
    String what = "resolve " + c.change() + " statement " + c.statement();
    String summary = stage.name() + ": " + what;
    chronicle.note(stage.name(), c.change(), "change", "ok", c.by() + " wants to " + what);
    hold.before(stage);
    try {
      Resolved resolved =
          Outside.resolve(stage.environment().target(), summary)
              .resolve(new ResolveRequest(anew, c.statement(), c.as(), c.by(), c.reason()));
      concessions.resolved(stage, c, resolved.words());
      return new Answer(true, "recorded: " + resolved.words() + "; retry goes on from there");
    } catch (ActivityFailure e) {
      return new Answer(false, "refused: " + Words.why(e));
    }
  }
}
