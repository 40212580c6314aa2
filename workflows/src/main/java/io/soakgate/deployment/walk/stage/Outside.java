package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ActActivity;
import io.soakgate.deployment.AdmitActivity;
import io.soakgate.deployment.ConditionActivity;
import io.soakgate.deployment.DrillActivity;
import io.soakgate.deployment.IdentityActivity;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.ReadOnlyActivity;
import io.soakgate.deployment.RecordActivity;
import io.soakgate.deployment.StatementActivity;
import io.soakgate.deployment.TellActivity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * The outside world as the workflow sees it: one stub per question, with how long it may take, how
 * often it is asked again, and the summary people read in the Temporal UI.
 *
 * <p>Everything that reaches a database is waited for when it is cancelled: with the SDK's default
 * an undo would run beside the change it undoes (decision 14).
 */
public final class Outside {
  /** The failure types of {@link ActActivity} that asking again cannot mend. */
  public static final String REFUSED = "refused";

  public static final String FAILED_STATEMENT = "failed-statement";

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Where very many wait at the same time, each beats every five seconds. */
  private static final Duration BUCKET_HEARTBEAT = Duration.ofSeconds(12);

  private Outside() {}

  /** Reads a plan and looks at its targets. */
  public static AdmitActivity admitPlan(String summary) {
    return Workflow.newActivityStub(
        AdmitActivity.class,
        options(Queues.SOAKGATE, summary)
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setScheduleToCloseTimeout(Duration.ofMinutes(10))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(0))
            .build());
  }

  /** A target nobody serves is answered for within two minutes, never waited for in silence. */
  public static AdmitActivity admitTarget(String target, String summary) {
    return Workflow.newActivityStub(
        AdmitActivity.class,
        options(Queues.of(target), summary)
            .setScheduleToStartTimeout(Duration.ofMinutes(2))
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setScheduleToCloseTimeout(Duration.ofMinutes(10))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(0))
            .build());
  }

  /**
   * A crashed worker uses an attempt up, so there are many; an attempt that began is never cut off
   * by a time limit, only by silence.
   */
  public static ActActivity act(String target, String summary) {
    return Workflow.newActivityStub(
        ActActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofHours(24))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(
                retries(20).toBuilder().setDoNotRetry(REFUSED, FAILED_STATEMENT).build())
            .build());
  }

  /**
   * One try: whoever asks looks itself before the next one whether this one did it. A worker that
   * died is silence, which ends the try.
   */
  public static ActActivity actOnce(String target, String summary) {
    return Workflow.newActivityStub(
        ActActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofHours(24))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(1))
            .build());
  }

  /**
   * As an action, but an attempt that fails may be asked for anew: it begins from a fresh copy. A
   * drill that cannot go on is a person's to mend, so it is not tried for long.
   */
  public static DrillActivity drill(String target, String summary) {
    return Workflow.newActivityStub(
        DrillActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofHours(24))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(5).toBuilder().setDoNotRetry(REFUSED).build())
            .build());
  }

  /** Nothing waits for long for what the next drill drops as well. */
  public static DrillActivity drillEnd(String target, String summary) {
    return Workflow.newActivityStub(
        DrillActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(Duration.ofMinutes(2))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(3))
            .build());
  }

  /** People are about to decide: they are told soon what it breaks, or that nobody could see it. */
  static ActActivity foresee(String target, String summary) {
    return Workflow.newActivityStub(
        ActActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setScheduleToCloseTimeout(Duration.ofSeconds(45))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(2))
            .build());
  }

  /** People are about to be asked; what is not seen soon is not waited for. */
  public static StatementActivity statements(String target, String summary) {
    return Workflow.newActivityStub(
        StatementActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setScheduleToCloseTimeout(Duration.ofSeconds(45))
            .setRetryOptions(retries(2))
            .build());
  }

  /**
   * A look is short, and a worker that died in one is not waited for; a target that cannot be
   * looked at is a person's to mend.
   */
  public static ConditionActivity conditions(String target, String summary) {
    return Workflow.newActivityStub(
        ConditionActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setScheduleToCloseTimeout(Duration.ofMinutes(5))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(3))
            .build());
  }

  /** The end of a deployment waits for no worker that is gone: its lease runs out by itself. */
  public static ConditionActivity release(String target) {
    return Workflow.newActivityStub(
        ConditionActivity.class,
        options(Queues.of(target), "give the lease of " + target + " back")
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setScheduleToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(retries(3))
            .build());
  }

  /** As with every act, a worker that died is silence, and its successor goes on. */
  public static ReadOnlyActivity readOnly(String target, String summary) {
    return Workflow.newActivityStub(
        ReadOnlyActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofHours(1))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(10).toBuilder().setDoNotRetry(REFUSED).build())
            .build());
  }

  /** The next renewal comes in time; one that does not come is seen by whoever looks next. */
  public static ReadOnlyActivity renewal(String target) {
    return Workflow.newActivityStub(
        ReadOnlyActivity.class,
        options(Queues.of(target), "keep " + target + " read-only")
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(retries(3))
            .build());
  }

  /** People wait for the answer, so it is soon given up; whoever is not known then is nobody. */
  static IdentityActivity identity(String summary) {
    return Workflow.newActivityStub(
        IdentityActivity.class,
        options(Queues.SOAKGATE, summary)
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(retries(0))
            .build());
  }

  /** A person waits for the answer, so it comes soon or not at all. */
  public static ActActivity resolve(String target, String summary) {
    return Workflow.newActivityStub(
        ActActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(3).toBuilder().setDoNotRetry(REFUSED).build())
            .build());
  }

  /** No probe has longer than 15 minutes; a worker that died is not waited for that long. */
  public static ProbeActivity look(String target, int probes, String summary) {
    return Workflow.newActivityStub(
        ProbeActivity.class,
        options(Queues.of(target), summary)
            .setStartToCloseTimeout(Duration.ofMinutes(15).multipliedBy(probes))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(3))
            .build());
  }

  /** A watch never goes silent: a bucket is asked for until it is answered (INV-15). */
  public static ProbeActivity bucket(String target, Duration length, String summary) {
    return Workflow.newActivityStub(
        ProbeActivity.class,
        options(Queues.watchOf(target), summary)
            .setStartToCloseTimeout(length.plus(Duration.ofHours(1)))
            .setHeartbeatTimeout(BUCKET_HEARTBEAT)
            .setRetryOptions(retries(0))
            .build());
  }

  /**
   * Nobody waits for it but the end, so it outlives a trouble of some minutes; ten tries fit in,
   * and one that a channel wishes to be a minute later.
   */
  static TellActivity tell(String summary) {
    return Workflow.newActivityStub(
        TellActivity.class,
        options(Queues.SOAKGATE, summary)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setScheduleToCloseTimeout(Duration.ofMinutes(5))
            .setRetryOptions(retries(10))
            .build());
  }

  /** Answers, or fails, soon enough for people to be told that the audit is silent. */
  static RecordActivity audit(String summary) {
    return Workflow.newActivityStub(
        RecordActivity.class,
        options(Queues.SOAKGATE, summary)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setScheduleToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(retries(3))
            .build());
  }

  /** Asks a silent audit until it answers, however long that takes (INV-16). */
  static RecordActivity silentAudit(String summary) {
    return Workflow.newActivityStub(
        RecordActivity.class,
        options(Queues.SOAKGATE, summary)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(
                retries(0).toBuilder().setMaximumInterval(Duration.ofSeconds(10)).build())
            .build());
  }

  /** The report, and what is kept for later: an ending waits for either, but not for ever. */
  public static RecordActivity report(String summary) {
    return Workflow.newActivityStub(
        RecordActivity.class,
        options(Queues.SOAKGATE, summary)
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setScheduleToCloseTimeout(Duration.ofMinutes(10))
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(retries(0))
            .build());
  }

  /** What all activities have in common; the summary stands in the UI's timeline. */
  public static ActivityOptions.Builder options(String queue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(Words.cut(summary, 190))
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
  }

  /**
   * @param most attempts; 0 means without end
   */
  public static RetryOptions retries(int most) {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofSeconds(1))
        .setBackoffCoefficient(2)
        .setMaximumInterval(Duration.ofSeconds(30))
        .setMaximumAttempts(most)
        .build();
  }
}
