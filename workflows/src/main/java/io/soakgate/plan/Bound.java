package io.soakgate.plan;

import java.math.BigDecimal;

/**
 * One bound of the plan's single bound dialect, as the author wrote it and as the judge needs it.
 *
 * @param text the bound as written, for messages
 * @param operator how the measured figure is held against {@code low} (and {@code high})
 * @param low the figure, normalised to {@code unit}; the lower end of {@link Operator#BETWEEN}; a
 *     factor (1.2 for {@code 120%}) when {@code versus} is {@link Versus#BASELINE_TIMES}; null for
 *     {@link Operator#IS}
 * @param high the upper end of {@link Operator#BETWEEN}, else null
 * @param word what {@link Operator#IS} asks for ({@code pass}, {@code true}, {@code not-empty} or
 *     any word), else null
 * @param unit the unit the author wrote
 * @param versus whether the figure stands alone or is held against the baseline
 * @param floor what is added to a factor of the baseline, so that a tiny baseline does not make
 *     noise a breach ({@code > 2x baseline + 20 ms}), in {@code unit}; null when there is none
 *     (F-56)
 */
public record Bound(
    String text,
    Operator operator,
    BigDecimal low,
    BigDecimal high,
    String word,
    Unit unit,
    Versus versus,
    BigDecimal floor) {

  /** How a figure is compared. */
  public enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    BETWEEN,
    IS
  }

  /** What a figure is compared with. */
  public enum Versus {
    /** The figure itself. */
    NOTHING,
    /** {@code low} (and {@code high}) times the baseline: {@code > 2x baseline}. */
    BASELINE_TIMES,
    /** The baseline plus {@code low} (and {@code high}): {@code >= +45}. */
    BASELINE_PLUS,
    /** How many times the figure goes into the baseline: {@code >= 5x faster}. */
    BASELINE_OVER
  }

  /** True when it is held against the baseline by a factor and nothing else, so has no unit. */
  public boolean factorAlone() {
    return versus == Versus.BASELINE_OVER || versus == Versus.BASELINE_TIMES && floor == null;
  }
}
