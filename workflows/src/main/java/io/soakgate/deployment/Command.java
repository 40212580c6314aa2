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
 * @param option the rollback option for {@link Act#ROLLBACK}; null means {@code everything}
 * @param source where it came from ({@code ui}, {@code cli}, {@code slack}); a claim until signed
 * @param signature proves who says so; null when unsigned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Command(
    Act act, String by, String reason, String option, String source, Signature signature) {

  /** An unsigned one. */
  public Command(Act act, String by, String reason, String option, String source) {
    this(act, by, reason, option, source, null);
  }

  /** The same, signed. */
  public Command with(Signature signature) {
    return new Command(act, by, reason, option, source, signature);
  }

  /** The same with the rollback option that it means. */
  public Command withOption(String option) {
    return new Command(act, by, reason, option, source, signature);
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
    ISSUE;

    /** Whether anybody may say it: it only makes the deployment wait, or look longer. */
    public boolean harmless() {
      return this == PAUSE || this == ISSUE;
    }

    /** The word people type: {@code pause}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
