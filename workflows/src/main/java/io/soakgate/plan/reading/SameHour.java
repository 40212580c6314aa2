package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import java.time.Duration;
import java.util.List;

/**
 * Of how many days before the same hour is compared with (M-111): two in the morning is no noon.
 */
final class SameHour {
  private static final int MOST_DAYS = 35;

  private SameHour() {}

  /**
   * Reads it.
   *
   * @param when what breaks the rule it stands in
   */
  static Duration read(Node node, List<Expectation> when) {
    Duration days = node.positiveDuration();
    if (days != null && (days.toDays() < 1 || days.toDays() > MOST_DAYS)) {
      node.refuse(
          node.words(),
          "it says how many days before are looked at",
          "write at least `1d` and at most `" + MOST_DAYS + "d`");
    }
    if (when.stream().allMatch(e -> e.bound().versus() == Bound.Versus.NOTHING)) {
      node.refuse(
          "nothing is compared with it",
          "no bound of `when` says `baseline`",
          "write one such as `> 2x baseline + 20 ms`, or remove it");
    }
    return days;
  }
}
