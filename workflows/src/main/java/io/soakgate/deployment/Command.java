package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something a person tells a running deployment, by signal or update {@code command}.
 *
 * @param act what to do
 * @param by who says so; mandatory
 * @param reason why; mandatory for everything but {@link Act#RESUME}
 * @param option the rollback option for {@link Act#ROLLBACK}, null meaning {@code everything}; the
 *     question for {@link Act#ANSWER}
 * @param severity of an issue: {@code low medium high critical}, or null
 * @param resolution what was done about an issue, or null
 * @param lost how long an issue cost, as a duration such as {@code 15m}, or null
 * @param resolves the number of the issue that this one says the end of, or null
 * @param source where it came from ({@code ui}, {@code cli}, {@code slack})
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
    Act act,
    String by,
    String reason,
    String option,
    String source,
    String severity,
    String resolution,
    String lost,
    Integer resolves) {

  /** What the name of an attestation begins with that stands for a question of the report. */
  public static final String ANSWER_PREFIX = "answer.";

  /** A command that is no issue, or one that says nothing but what it is. */
  public Command(Act act, String by, String reason, String option, String source) {
    this(act, by, reason, option, source, null, null, null, null);
  }

  /** The closed set of commands. */
  public enum Act {
    /** Stop before the next step. */
    PAUSE,
    /** Go on after a pause; the answer "keep it" to a question. */
    RESUME,
    /** End it: compensate as the environment says. */
    ABORT,
    /** Roll back with an option; also the answer "yes" to a question. */
    ROLLBACK,
    /** Try a blocked or held step again. */
    RETRY,
    /** Leave a blocked rollback step out; named in the report. */
    SKIP,
    /** Log an issue; starts a watch again that restarts on issues. */
    ISSUE,
    /** Answer a question of the plan's report: {@code option} names it, {@code reason} says it. */
    ANSWER;

    /** The word people type: {@code pause}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
