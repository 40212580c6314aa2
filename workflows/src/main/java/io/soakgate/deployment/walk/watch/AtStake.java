package io.soakgate.deployment.walk.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.deployment.walk.check.Looking;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/**
 * What a restore of the backup would lose now, told all through a watch wherever an option restores
 * one (T-22): cheaply, because it is asked for again and again; the question before a restore
 * counts exactly. That it cannot be seen holds nobody.
 */
public final class AtStake {
  private static final String SUBJECT = "losses";
  private static final int LOOKS = 24;
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Spec ESTIMATED =
      new Spec(
          SUBJECT,
          JsonNodeFactory.instance.objectNode().put("count", "estimated"),
          "built in: losses");

  private final PlanTime time;
  private final Board board;
  private final Chronicle chronicle;
  private final Looking looking;
  private CancellationScope scope;
  private Promise<Void> telling;
  private String last;

  public AtStake(PlanTime time, Board board, Chronicle chronicle, Looking looking) {
    this.time = time;
    this.board = board;
    this.chronicle = chronicle;
    this.looking = looking;
  }

  /** Tells it from now on, where there is something to lose. */
  void begin(Stage stage, Watch watch) {
    if (!restores(stage)) {
      return;
    }
    last = null;
    Duration pause = every(watch).dividedBy(time.pace());
    Duration real = pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    scope = Workflow.newCancellationScope(() -> telling = Async.procedure(() -> keep(stage, real)));
    scope.run();
  }

  private static boolean restores(Stage stage) {
    return stage.backup() != null
        && stage.backup().verified()
        && stage.admitted().plan().rollbacks().stream()
            .filter(Rollback::restores)
            .anyMatch(r -> stage.cautions().lacks(r.name()) == null);
  }

  /** As often as the watch judges at first, and not much oftener than once an hour of a day. */
  private static Duration every(Watch watch) {
    Duration bucket = watch.phases().get(0).bucket();
    Duration part = watch.length().dividedBy(LOOKS);
    return bucket.compareTo(part) > 0 ? bucket : part;
  }

  /** Nothing looks any more once this returns. */
  void end() {
    if (scope == null) {
      return;
    }
    scope.cancel();
    Promise<Void> ended = telling;
    Workflow.newDetachedCancellationScope(() -> Workflow.await(ended::isCompleted)).run();
    scope = null;
    board.losses(null);
  }

  private void keep(Stage stage, Duration pause) {
    try {
      while (true) {
        tell(stage);
        Waiting.atMost(pause, stage.name() + ": until losses are counted again", () -> false);
      }
    } catch (TemporalFailure e) {
      if (!Words.cancelled(e)) {
        chronicle.warn(stage.name(), SUBJECT, Words.why(e));
      }
    }
  }

  private void tell(Stage stage) {
    String words = words(looking.look(stage, null, ESTIMATED, "what a restore would lose now"));
    board.losses(words);
    if (!words.equals(last)) {
      last = words;
      chronicle.note(stage.name(), SUBJECT, SUBJECT, "ok", words);
    }
  }

  private static String words(Measurement seen) {
    if (seen.blind() != null) {
      return "what a restore of the backup would lose now is not known: " + seen.blind();
    }
    String rows = seen.value("rows").map(Value::number).map(Object::toString).orElse("?");
    List<String> tables = seen.note() == null ? List.of() : seen.note().lines().toList();
    return "a restore of the backup would lose now: rows "
        + rows
        + (tables.isEmpty() ? "" : ": " + String.join("; ", tables));
  }
}
