package io.soakgate.verdict;

/**
 * How the last buckets that could be seen stood, for rules that break in so many of so many. Blind
 * buckets leave no mark: they neither add to a breach nor push one out (INV-13).
 *
 * @param marks the oldest first: {@code x} broke the rule, {@code .} did not
 */
public record Recent(String marks) {

  /** Nothing counted yet. */
  public static final Recent NONE = new Recent("");

  private static final char BROKEN = 'x';

  /** The marks after one more bucket, the last {@code most} of them. */
  public Recent next(Outcome outcome, int most) {
    if (outcome == Outcome.INCONCLUSIVE) {
      return this;
    }
    String all = marks + (outcome == Outcome.FAIL ? BROKEN : '.');
    return new Recent(all.substring(Math.max(0, all.length() - most)));
  }

  /** How many of them broke the rule. */
  public int broken() {
    return (int) marks.chars().filter(mark -> mark == BROKEN).count();
  }
}
