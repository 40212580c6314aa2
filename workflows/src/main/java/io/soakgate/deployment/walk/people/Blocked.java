package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Escalating;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Severity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rollback that cannot go on (decision 13): a state of its own, in which nothing is done until a
 * person says how, and people are paged again and again meanwhile.
 */
public final class Blocked {
  /** The state, as {@code status} and the search attribute show it. */
  static final String STATE = "ROLLBACK_BLOCKED";

  /** Half taken back is the worst a database can be left in, so nobody gets used to it. */
  private static final Duration AGAIN = Duration.ofMinutes(15);

  private final Orders orders;
  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;
  private final Escalating escalating;
  private final Holding holding;

  public Blocked(
      Orders orders,
      Board board,
      Chronicle chronicle,
      Telling telling,
      Escalating escalating,
      Holding holding) {
    this.orders = orders;
    this.board = board;
    this.chronicle = chronicle;
    this.telling = telling;
    this.escalating = escalating;
    this.holding = holding;
  }

  /**
   * Waits until a person says how it goes on.
   *
   * @param option the option that runs
   * @param what the step, or the checks, that failed
   * @param failed the action that failed, or null
   */
  public Command ask(Stage stage, String option, String what, String why, ActRequest failed) {
    String words = STATE + " at " + what + ": " + why;
    chronicle.note(stage.name(), what, "rollback", "waiting", words);
    telling.notices(stage, Moment.BLOCKED, words);
    telling.alert(stage, Moment.BLOCKED, Severity.CRITICAL, words);
    chronicle.send();
    String doing = board.doing();
    board.blocked(what);
    Runnable answered =
        escalating.again(
            AGAIN,
            stage.name() + ": pages again",
            waited ->
                telling.alert(
                    stage,
                    Moment.BLOCKED,
                    Severity.CRITICAL,
                    "unanswered for " + Words.duration(waited) + ": " + words));
    try {
      Command answer =
          orders.asking().answered(question(stage, what, words + others(stage, option), failed));
      chronicle.note(stage.name(), what, "rollback", "ok", doing + ": " + answer.act().word());
      return answer;
    } finally {
      answered.run();
      board.blocked(null);
    }
  }

  /** What else there is; a full restore only ever begins here when a person says so. */
  private static String others(Stage stage, String option) {
    List<Rollback> named = stage.admitted().plan().rollbacks();
    String all =
        Stream.concat(
                Stream.of(Rollback.EVERYTHING),
                named.stream()
                    .filter(r -> stage.cautions().lacks(r.name()) == null)
                    .map(Blocked::words))
            .filter(o -> !o.split(" ")[0].equals(option))
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : ". Other options: " + all;
  }

  private static String words(Rollback option) {
    return option.name() + (option.restores() ? " (restores the backup)" : "");
  }

  private Question question(Stage stage, String what, String words, ActRequest failed) {
    var resolver = holding.resolver(stage, failed);
    return resolver == null
        ? new Question(
                words + ". Retry, skip it with a reason, or roll back with another option?",
                List.of(Act.RETRY, Act.SKIP, Act.ROLLBACK),
                null)
            .about(what)
        : new Question(
                words
                    + ". Retry, resolve the statement, skip it with a reason, or roll back with"
                    + " another option?",
                List.of(Act.RETRY, Act.RESOLVE, Act.SKIP, Act.ROLLBACK),
                null)
            .about(what)
            .aside(resolver);
  }
}
