package io.soakgate.verdict;

/**
 * How many buckets in a row broke a rule, and how many were blind (INV-13, INV-14).
 *
 * <p>A blind bucket proves neither health nor harm: it keeps {@code broken} as it is, so that a
 * breach is not forgotten because the probe lost sight of it, and it never fires, because nothing
 * was seen to break. {@code FAIL, blind, FAIL} therefore counts as two in a row.
 *
 * @param broken buckets in a row that broke the rule, blind ones between them not counted
 * @param blind buckets in a row, up to the last one, that could not be seen
 */
public record Streak(int broken, int blind) {

  /** Nothing counted yet. */
  public static final Streak NONE = new Streak(0, 0);

  /** The streak after one more bucket. */
  public Streak next(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> new Streak(broken + 1, 0);
      case PASS -> NONE;
      case INCONCLUSIVE -> new Streak(broken, blind + 1);
    };
  }

  /** True when the last bucket broke the rule and is at least the {@code inARow}th to do so. */
  public boolean fires(int inARow) {
    return blind == 0 && broken >= Math.max(1, inARow);
  }

  /** True when at least the last {@code inARow} buckets were blind. */
  public boolean blindFor(int inARow) {
    return blind >= Math.max(1, inARow);
  }
}
