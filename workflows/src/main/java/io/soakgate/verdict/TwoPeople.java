package io.soakgate.verdict;

import io.soakgate.verdict.Gate.Holder;
import java.util.List;

/**
 * Four eyes on something that one person alone may not do: whoever started the deployment, or asked
 * for it, is the first; it counts when a second one says so.
 *
 * @param starter who started the deployment; null when nobody knows
 * @param asked who asked for it first; null when nobody did
 */
public record TwoPeople(String starter, String asked) {

  /**
   * Why this person's word does not count, or null when it does.
   *
   * @param does what somebody of the role map would do: {@code waives a check}
   * @param too what a second person would do: {@code waives it}
   */
  public String whyNot(String by, List<Holder> holders, String does, String too) {
    if (holders.stream().flatMap(h -> h.people().stream()).noneMatch(p -> Holders.same(p, by))) {
      return by.strip() + " holds no role; somebody of the role map " + does;
    }
    if (Holders.same(asked, by)) {
      return by.strip() + " asked for it; somebody else " + too;
    }
    return asked != null && Holders.same(starter, by)
        ? by.strip() + " started the deployment; somebody else " + too
        : null;
  }

  /** Whether this person is the first, so that a second one has to say so, too. */
  public boolean first(String by) {
    return asked == null && (starter == null || Holders.same(by, starter));
  }
}
