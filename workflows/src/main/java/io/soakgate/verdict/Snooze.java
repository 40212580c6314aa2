package io.soakgate.verdict;

import java.time.Instant;

/**
 * A rule whose breaches lead to nothing for a while, because a person knows why it breaks.
 *
 * @param rule the rule's name
 * @param until plan time of its end; from then on the rule is heard again
 * @param by who says so
 * @param asked who asked for it first, where it took two; else null
 * @param reason why
 */
public record Snooze(String rule, Instant until, String by, String asked, String reason) {

  /** Whether it lasts at that moment. */
  public boolean lasts(Instant at) {
    return at.isBefore(until);
  }

  /** Complete, for the audit and the report. */
  public String words() {
    return "rule "
        + rule
        + " snoozed until "
        + until
        + " by "
        + by
        + (asked == null ? "" : ", asked for by " + asked)
        + ": "
        + reason;
  }
}
