package io.soakgate.deployment.walk.stage;

import io.soakgate.plan.Escalation;
import io.soakgate.plan.Severity;
import io.soakgate.verdict.Gate.Holder;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Calls more and more people while a gate or a question goes unanswered (S-039). It reminds, names
 * and calls, and never decides: what waits for a person goes on waiting. It goes by the wall clock,
 * because people are never hurried.
 */
public final class Escalating {
  private static final Duration DAILY = Duration.ofDays(1);

  private final Chronicle chronicle;
  private final Telling telling;
  private List<Escalation> levels = List.of();
  private List<Holder> holders = List.of();

  public Escalating(Chronicle chronicle, Telling telling) {
    this.chronicle = chronicle;
    this.telling = telling;
  }

  /** From now on the people of this plan are called. */
  public void admitted(Admitted admitted) {
    levels = admitted.plan().conduct().escalate();
    holders = admitted.holders();
  }

  /**
   * Begins to call.
   *
   * @param stage where it waits, or null, where nobody can be called
   * @param subject what waits: {@code gate go}, {@code question}
   * @param words what people are told each time, asked when they are
   * @return ends the calling
   */
  public Runnable begin(Stage stage, String subject, Supplier<String> words) {
    return begin(stage, () -> call(stage, subject, words));
  }

  /**
   * Begins to call, and goes on with the last level: nothing else ends a question.
   *
   * @return ends the calling
   */
  public Runnable until(Stage stage, String subject, Supplier<String> words) {
    return begin(
        stage,
        () -> {
          call(stage, subject, words);
          remind(stage, subject, words);
        });
  }

  private Runnable begin(Stage stage, Runnable calls) {
    if (stage == null || levels.isEmpty()) {
      return () -> {};
    }
    CancellationScope scope =
        Workflow.newCancellationScope(() -> Async.procedure(() -> untilAnswered(calls)));
    scope.run();
    return scope::cancel;
  }

  private static void untilAnswered(Runnable calls) {
    try {
      calls.run();
    } catch (CanceledFailure answered) {
      // Somebody answered, or the walk was stopped.
    }
  }

  /**
   * Says something again and again.
   *
   * @param every how often, by the wall clock
   * @param say what is said; it is told how long it has been going on
   * @return ends it
   */
  public Runnable again(Duration every, String summary, Consumer<Duration> say) {
    boolean[] over = {false};
    Async.procedure(
        () -> {
          Duration waited = every;
          while (!Waiting.atMost(every, summary, () -> over[0])) {
            say.accept(waited);
            waited = waited.plus(every);
          }
        });
    return () -> over[0] = true;
  }

  private void call(Stage stage, String subject, Supplier<String> words) {
    Duration waited = Duration.ZERO;
    for (Escalation level : levels) {
      Workflow.sleep(level.after().minus(waited));
      waited = level.after();
      say(stage, subject, level, words.get());
    }
  }

  /** Ever less often, so that a forgotten question does not fill the history; daily at last. */
  private void remind(Stage stage, String subject, Supplier<String> words) {
    Escalation level = levels.get(levels.size() - 1);
    Duration waited = level.after();
    while (true) {
      Duration next = waited.compareTo(DAILY) < 0 ? waited : DAILY;
      Workflow.sleep(next);
      waited = waited.plus(next);
      say(stage, subject, new Escalation(level.to(), waited), words.get());
    }
  }

  private void say(Stage stage, String subject, Escalation level, String words) {
    String to = level.to().stream().map(this::who).collect(Collectors.joining(", "));
    String whole = "unanswered for " + Words.duration(level.after()) + ", so " + to + ": " + words;
    chronicle.note(stage.name(), subject, "escalated", "waiting", whole);
    telling.alert(stage, subject, Severity.PAGE, whole);
    chronicle.send();
  }

  private String who(String role) {
    List<String> people =
        holders.stream()
            .filter(h -> h.role().equals(role))
            .flatMap(h -> h.people().stream())
            .toList();
    return people.isEmpty() ? role : role + " (" + Words.list(people) + ")";
  }
}
