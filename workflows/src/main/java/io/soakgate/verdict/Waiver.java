package io.soakgate.verdict;

import io.soakgate.verdict.Gate.Holder;
import java.util.List;

/**
 * Four eyes on a must that does not hold (plan language, rule 10): whoever started the deployment,
 * or asked for the waiver, is the first person; it counts when a second one says so.
 *
 * @param check the check's name
 * @param starter who started the deployment; null when nobody knows
 * @param asked who asked for it first; null when nobody did
 */
public record Waiver(String check, String starter, String asked) {
  /** The shortest reason, in characters: an auditor must be able to follow it. */
  public static final int REASON = 10;

  /**
   * One person's word.
   *
   * @param verified whether a signature proves who says so (decision 21)
   */
  public record Word(String by, String reason, boolean verified) {}

  /**
   * What a word came to.
   *
   * @param waiver the waiver after it
   * @param recorded whether it was taken
   * @param granted whether the check is waived now
   * @param words {@code recorded: …} or {@code refused: why; what to do}, complete
   */
  public record Decided(Waiver waiver, boolean recorded, boolean granted, String words) {}

  /**
   * Hears one person.
   *
   * @param holders everybody who holds a role
   * @param unverified whether words that nothing proves count here
   */
  public Decided hear(Word word, List<Holder> holders, boolean unverified) {
    String why = whyNot(word, holders, unverified);
    if (why != null) {
      return new Decided(this, false, false, "refused: " + why);
    }
    if (two().first(word.by())) {
      return new Decided(
          new Waiver(check, starter, word.by().strip()),
          true,
          false,
          "recorded: asked for by "
              + word.by().strip()
              + "; check "
              + check
              + " is waived when a second person waives it too");
    }
    return new Decided(
        this, true, true, "recorded: check " + check + " is waived by " + word.by().strip());
  }

  private String whyNot(Word word, List<Holder> holders, boolean unverified) {
    int length = word.reason() == null ? 0 : word.reason().strip().length();
    if (length < REASON) {
      return "the reason has %d characters; say in %d or more why check %s may fail"
          .formatted(length, REASON, check);
    }
    if (!word.verified() && !unverified) {
      return "nothing proves that "
          + word.by().strip()
          + " says so, and this target counts proven people only; waive it by a signed source";
    }
    return two().whyNot(word.by(), holders, "waives a check", "waives it");
  }

  private TwoPeople two() {
    return new TwoPeople(starter, asked);
  }
}
