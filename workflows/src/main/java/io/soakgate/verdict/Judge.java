package io.soakgate.verdict;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges measurements.
 *
 * <p>A verdict shows the sum of every entry in the plan's order, joined by {@code ; }. An entry
 * whose bound is met reads {@code valid-indexes 49 - 2 before = +47 >= +45}, one whose bound is not
 * met {@code valid-indexes 46 - 2 before = +44, not >= +45}, one that could not be seen {@code
 * cannot tell: why}.
 */
public final class Judge {

  private Judge() {}

  /**
   * Whether all expectations hold. One that does not is FAIL, whatever else could not be seen;
   * otherwise a blind measurement, or a value, unit or baseline that is missing or does not fit, is
   * INCONCLUSIVE (F-56). With nothing expected it passes unless it was blind.
   *
   * @param now null counts as blind
   * @param baseline what the same probe saw before; null when it was not measured
   */
  public static Verdict holds(List<Expectation> all, Measurement now, Measurement baseline) {
    return judge(all, now, baseline, Outcome.PASS);
  }

  /**
   * Whether any expectation describes what was seen, which breaks a rule: FAIL when one does, PASS
   * when all were seen and none does, else INCONCLUSIVE.
   *
   * @param now null counts as blind
   * @param baseline what the same probe saw before; null when it was not measured
   */
  public static Verdict breaks(List<Expectation> any, Measurement now, Measurement baseline) {
    return judge(any, now, baseline, Outcome.FAIL);
  }

  /** True when some bound compares with the baseline, so that one must be measured before. */
  public static boolean needsBaseline(List<Expectation> all) {
    return all.stream().anyMatch(e -> e.bound().versus() != Bound.Versus.NOTHING);
  }

  private static Verdict judge(
      List<Expectation> entries, Measurement now, Measurement baseline, Outcome whenMet) {
    if (now == null || now.blind() != null) {
      return Comparison.cannotTell(now == null ? "nothing was measured" : now.blind());
    }
    if (entries.isEmpty()) {
      return new Verdict(Outcome.PASS, "recorded only, nothing is expected");
    }
    List<Verdict> each = entries.stream().map(e -> Comparison.of(e, now, baseline)).toList();
    String words = each.stream().map(Verdict::words).collect(Collectors.joining("; "));
    return new Verdict(worst(each, whenMet), words);
  }

  /** A bad entry outweighs an unseen one: what was seen to be bad stays bad. */
  private static Outcome worst(List<Verdict> each, Outcome whenMet) {
    Outcome bad = whenMet == Outcome.PASS ? Outcome.FAIL : Outcome.PASS;
    if (each.stream().anyMatch(v -> v.outcome() == bad)) {
      return Outcome.FAIL;
    }
    boolean unseen = each.stream().anyMatch(v -> v.outcome() == Outcome.INCONCLUSIVE);
    return unseen ? Outcome.INCONCLUSIVE : Outcome.PASS;
  }
}
