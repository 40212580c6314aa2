package io.soakgate.verdict;

import io.soakgate.plan.Expectation;
import java.util.List;

/** Judges measurements. */
public final class Judge {

  private Judge() {}

  /**
   * Whether all expectations hold. One that does not is FAIL, whatever else could not be seen;
   * otherwise a blind measurement or a missing value, baseline or unit is INCONCLUSIVE (F-56).
   *
   * @param baseline what the same probe saw before; null when it was not measured
   */
  public static Verdict holds(List<Expectation> all, Measurement now, Measurement baseline) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether any expectation is broken: FAIL when one is, PASS when all were seen and none is, else
   * INCONCLUSIVE.
   *
   * @param baseline what the same probe saw before; null when it was not measured
   */
  public static Verdict breaks(List<Expectation> any, Measurement now, Measurement baseline) {
    throw new UnsupportedOperationException();
  }

  /** True when some bound compares with the baseline, so that one must be measured before. */
  public static boolean needsBaseline(List<Expectation> all) {
    throw new UnsupportedOperationException();
  }
}
