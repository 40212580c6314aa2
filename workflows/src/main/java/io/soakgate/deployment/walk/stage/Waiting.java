package io.soakgate.deployment.walk.stage;

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
public final class Waiting {
  private Promise<Void> timer;

  private Waiting() {}

  /**
   * Waits in the clock's time.
   *
   * @param most when to give up
   * @param summary what is waited for, as the timeline shows it
   * @return whether it came true
   */
  public static boolean atMost(Duration most, String summary, Supplier<Boolean> come) {
    if (come.get()) {
      return true;
    }
    Waiting waiting = new Waiting();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> waiting.timer = timer(most, summary));
    scope.run();
    Workflow.await(() -> come.get() || waiting.timer.isCompleted());
    boolean came = come.get();
    if (!waiting.timer.isCompleted()) {
      scope.cancel();
    }
    return came;
  }

  /**
   * Waits in the clock's time for what may well come just when the time is up. The timer runs out
   * by itself: to take back one that goes off at that moment costs the task.
   *
   * @param most when to give up
   * @param summary what is waited for, as the timeline shows it
   */
  public static void idly(Duration most, String summary, Supplier<Boolean> come) {
    Promise<Void> timer = timer(most, summary);
    Workflow.await(() -> come.get() || timer.isCompleted());
  }

  private static Promise<Void> timer(Duration most, String summary) {
    return Workflow.newTimer(most, TimerOptions.newBuilder().setSummary(summary).build());
  }
}
