package io.soakgate.verdict;

import java.time.Instant;

/**
 * A rule whose breaches lead to nothing for a while, because a person knows why it breaks.
 *
 * @param rule the rule's name
 * @param from plan time of its start
 * @param until plan time of its end; from then on the rule is heard again
 * @param by who says so
 * @param asked who asked for it first, where it took two; else null
 * @param reason why
 */
public record Snooze(
    String rule, Instant from, Instant until, String by, String asked, String reason) {

  /** Whether it lasts at that moment. */
  public boolean lasts(Instant at) {
    return at.isBefore(until);
  }

  /** Whether some of that time, half-open, lies in it. */
  public boolean touches(Instant start, Instant end) {
    return from.isBefore(end) && until.isAfter(start);
  }

  /** The same, over at that moment. */
  public Snooze endedAt(Instant at) {
    return new Snooze(rule, from, at, by, asked, reason);
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
