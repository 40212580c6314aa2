package io.soakgate.deployment.walk.freeze;

import io.soakgate.deployment.ReadOnlyActivity.ReadOnlyRequest;
import io.soakgate.deployment.ReadOnlyActivity.Renewed;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Freezing;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Severity;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps a read-only lease alive while the walk goes on, in the background and whatever is
 * cancelled; says who writes all the same, that it is over before its time, and that it lasts
 * longer than the plan expects.
 */
final class Renewals {
  private static final int TIMES = 3;

  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;

  Renewals(Board board, Chronicle chronicle, Telling telling) {
    this.board = board;
    this.chronicle = chronicle;
    this.telling = telling;
  }

  void begin(Stage stage, Supplier<ReadOnlyRequest> request) {
    Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> keep(stage, request))).run();
  }

  private void keep(Stage stage, Supplier<ReadOnlyRequest> request) {
    Duration expected = request.get().lease();
    Freezing freezing = stage.freezing();
    Set<String> writers = new LinkedHashSet<>();
    Duration on = Duration.ZERO;
    while (true) {
      Duration pause = request.get().lease().dividedBy(TIMES);
      if (Waiting.atMost(
          pause,
          "until the lease of " + stage.name() + " is due",
          () -> freezing.since() == null)) {
        return;
      }
      renew(stage, request.get(), writers);
      on = on.plus(pause);
      if (on.compareTo(expected) > 0 && freezing.since() != null) {
        say(
            stage,
            freezing.words() + ", longer than the plan expects: " + Words.duration(expected));
        expected = expected.multipliedBy(2);
      }
    }
  }

  private void renew(Stage stage, ReadOnlyRequest request, Set<String> writers) {
    try {
      Renewed renewed = Outside.renewal(stage.environment().target()).renew(request);
      Freezing freezing = stage.freezing();
      if (freezing.since() == null) {
        return;
      }
      if (!renewed.on()) {
        freezing.gone();
        say(stage, renewed.words());
      } else {
        freezing.engaged(freezing.since(), renewed.until());
        renewed.writers().stream()
            .filter(writers::add)
            .forEach(w -> say(stage, "read-only mode does not hold for " + w + ", which writes"));
      }
      board.readOnly(freezing.words());
    } catch (ActivityFailure e) {
      // The next one comes in time, or it runs out and is released.
      chronicle.note(
          stage.name(), Freeze.SUBJECT, Freeze.SUBJECT, "failed", "not renewed: " + Words.why(e));
    }
  }

  private void say(Stage stage, String words) {
    chronicle.warn(stage.name(), Freeze.SUBJECT, words);
    telling.alert(stage, Freeze.SUBJECT, Severity.PAGE, words);
    chronicle.send();
  }
}
