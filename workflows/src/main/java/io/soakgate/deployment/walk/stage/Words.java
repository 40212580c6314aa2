package io.soakgate.deployment.walk.stage;

import io.soakgate.plan.Response;
import io.soakgate.verdict.Gate.Given;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How figures, durations and failures read. */
public final class Words {
  private Words() {}

  /** At most so many characters, the last an ellipsis when there were more. */
  public static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** {@code 2 h 5 min}, {@code 12 s}. */
  public static String duration(Duration d) {
    if (d.toMinutes() < 1) {
      return d.toSeconds() + " s";
    }
    if (d.toHours() < 1) {
      return d.toMinutes() + " min";
    }
    return d.toMinutesPart() == 0
        ? d.toHours() + " h"
        : d.toHours() + " h " + d.toMinutesPart() + " min";
  }

  /** {@code rollback everything}, {@code notify}. */
  public static String then(Response then) {
    return then.act().name().toLowerCase(Locale.ROOT)
        + (then.option() == null ? "" : " " + then.option());
  }

  /** {@code p95 12 ms, errors 0 %}; why it could not be seen when it was not. */
  public static String measurement(Measurement m) {
    return m.blind() != null
        ? "not seen: " + m.blind()
        : m.values().stream().map(Words::value).collect(Collectors.joining(", "));
  }

  private static String value(Value v) {
    if (v.number() == null) {
      return v.name() + " " + v.text();
    }
    String unit =
        switch (v.unit() == null ? io.soakgate.plan.Unit.NONE : v.unit()) {
          case NONE -> "";
          case PERCENT -> " %";
          case MILLIS -> " ms";
          case BYTES -> " B";
        };
    return v.name() + " " + v.number().stripTrailingZeros().toPlainString() + unit;
  }

  /** {@code brian (lead), verified by key ab12cd34ef56}. */
  public static String given(Given given) {
    String proof = given.proof().verified() ? given.proof().words(given.by()) : "unverified";
    return given.by() + " (" + given.role() + "), " + proof;
  }

  /** {@code brian, ann}; {@code nobody} when there is none. */
  public static String list(List<String> all) {
    return all.isEmpty() ? "nobody" : String.join(", ", all);
  }

  /** True when it ended because its scope was cancelled. */
  public static boolean cancelled(Throwable e) {
    return e instanceof CanceledFailure
        || (e instanceof ActivityFailure || e instanceof ChildWorkflowFailure)
            && e.getCause() instanceof CanceledFailure;
  }

  /** The failure type an activity gave, or the empty string. */
  public static String type(TemporalFailure e) {
    Throwable said = e instanceof ActivityFailure ? e.getCause() : e;
    return said instanceof ApplicationFailure failure ? failure.getType() : "";
  }

  /** What went wrong, without the SDK's own words around it. */
  public static String why(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null
        && (cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure)) {
      cause = cause.getCause();
    }
    if (cause instanceof ApplicationFailure failure) {
      return failure.getOriginalMessage() == null
          ? failure.getType()
          : failure.getOriginalMessage();
    }
    if (cause instanceof TimeoutFailure timeout) {
      return "no answer in time (" + timeout.getTimeoutType() + ")";
    }
    return String.valueOf(cause.getMessage());
  }

  /** The first run's id, in short: a workflow id may be used again, that cannot. */
  public static String firstRun() {
    String run = Workflow.getInfo().getFirstExecutionRunId();
    return run.substring(0, Math.min(8, run.length()));
  }
}
