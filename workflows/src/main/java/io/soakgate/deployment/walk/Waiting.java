package io.soakgate.deployment.walk;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waits that end. The SDK's own leave a timer of no name running in the timeline of the Temporal
 * UI; this one says what is waited for, and is gone when it came.
 */
final class Waiting {
  private Promise<Void> timer;

  private Waiting() {}

  /**
   * Waits in the clock's time.
   *
   * @param most when to give up
   * @param summary what is waited for, as the timeline shows it
   * @return whether it came true
   */
  static boolean atMost(Duration most, String summary, Supplier<Boolean> come) {
    if (come.get()) {
      return true;
    }
    Waiting waiting = new Waiting();
    TimerOptions options = TimerOptions.newBuilder().setSummary(summary).build();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> waiting.timer = Workflow.newTimer(most, options));
    scope.run();
    Workflow.await(() -> come.get() || waiting.timer.isCompleted());
    boolean came = come.get();
    if (!waiting.timer.isCompleted()) {
      scope.cancel();
    }
    return came;
  }
}
