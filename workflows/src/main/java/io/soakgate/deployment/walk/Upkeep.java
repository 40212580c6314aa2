package io.soakgate.deployment.walk;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ConditionActivity.LeaseRequest;
import io.soakgate.deployment.ConditionActivity.Leased;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Spec;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/**
 * Does what a plan has done after its deployment has succeeded: a refresh each day, a vacuum each
 * week. Meanwhile it holds the target's lease, as a deployment does, and it waits for one that
 * holds it. What fails is told; nothing is taken back.
 */
final class Upkeep {
  private static final Duration AGAIN = Duration.ofMinutes(15);
  // Half of the shortest lease a target may be given.
  private static final Duration RENEWED = Duration.ofHours(1);

  private final Parts parts;
  private final String id;

  /**
   * @param id the workflow that holds the target
   */
  Upkeep(Parts parts, String id) {
    this.parts = parts;
    this.id = id;
  }

  /**
   * Runs it once.
   *
   * @param what which time of which schedule, for people
   * @param subject the same for the ledger
   * @param until when it is too late, because the next thing is due
   */
  void run(Stage stage, String what, String subject, Spec action, Instant until) {
    String said = null;
    LeaseRequest lease = new LeaseRequest(id, stage.environment().target());
    String holder = take(lease);
    while (holder != null) {
      Instant again = parts.time().now().plus(AGAIN);
      if (!again.isBefore(until)) {
        failed(stage, what, "left out: " + holder + " held the target until the next was due");
        return;
      }
      if (!holder.equals(said)) {
        note(stage, subject, "waiting", "waits for " + holder + ", which holds the target");
        parts.chronicle().send();
      }
      said = holder;
      parts.time().sleepUntil(again, stage.name() + ": until " + what + " may have the target");
      holder = take(lease);
    }
    held(stage, what, subject, action, lease);
  }

  /** Null when the target is held now, else who holds it. */
  private static String take(LeaseRequest lease) {
    try {
      String summary = "take the lease of " + lease.target();
      Leased leased = Outside.conditions(lease.target(), summary).take(lease);
      return leased.held() ? null : leased.words();
    } catch (TemporalFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      return "nobody knows who (" + Words.why(e) + ")";
    }
  }

  private void held(Stage stage, String what, String subject, Spec action, LeaseRequest lease) {
    CancellationScope renewing = Workflow.newCancellationScope(() -> renew(lease));
    renewing.run();
    try {
      note(stage, subject, "ok", "begins");
      Effect effect =
          parts
              .acting()
              .run(stage, action, stage.name() + ": " + what, () -> ask(stage, subject, action));
      note(stage, subject, "ok", effect.words());
    } catch (TemporalFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      note(stage, subject, "failed", Words.why(e));
      failed(stage, what, "failed: " + Words.why(e));
    } finally {
      renewing.cancel();
      // Called off, too: nobody else gives it back, and others would wait until it runs out.
      Workflow.newDetachedCancellationScope(() -> release(lease)).run();
    }
  }

  private static void renew(LeaseRequest lease) {
    Async.procedure(
        () -> {
          String summary = "renew the lease of " + lease.target();
          while (!Waiting.atMost(RENEWED, summary, () -> false)) {
            Outside.conditions(lease.target(), summary).renew(lease);
          }
        });
  }

  /** What cannot be given back runs out by itself. */
  private static void release(LeaseRequest lease) {
    try {
      Outside.release(lease.target()).release(lease);
    } catch (TemporalFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
    }
  }

  private ActRequest ask(Stage stage, String subject, Spec action) {
    return new ActRequest(
        stage.scope(parts.time().now()),
        subject,
        Purpose.STEP,
        stage.asks().attempt(subject, Purpose.STEP),
        action,
        stage.admitted().scripts(),
        null);
  }

  private void failed(Stage stage, String what, String words) {
    parts.chronicle().warn(stage.name(), what, words);
    parts.telling().alert(stage, what, Severity.PAGE, words);
  }

  private void note(Stage stage, String subject, String outcome, String words) {
    parts.chronicle().note(stage.name(), subject, "action", outcome, words);
  }
}
