package io.soakgate.verdict;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A figure held against a limit, with its sum in words.
 *
 * <p>Figures are written short; where that would make two different figures look the same, the
 * whole sum is written long, so that no verdict ever reads {@code 38.15 ms > 38.15 ms}.
 */
final class Arithmetic {

  /** What took no time that could be measured is held to have taken this. */
  private static final BigDecimal NOTHING = new BigDecimal("0.001");

  private final Bound bound;
  private final Unit unit;
  private final BigDecimal low;
  private final BigDecimal high;

  /** The limits as figures; {@code high} is null unless the bound is between two. */
  private Arithmetic(Bound bound, Unit unit, BigDecimal low, BigDecimal high) {
    this.bound = bound;
    this.unit = unit;
    this.low = low;
    this.high = high;
  }

  /** Against the bound's own figures. */
  static Verdict alone(Value seen, Bound bound) {
    Arithmetic sum = new Arithmetic(bound, unit(seen, bound), bound.low(), bound.high());
    int decimals = sum.decimals(seen.number());
    return sum.verdict(seen.number(), sum.named(seen, decimals), sum.limit(decimals));
  }

  /** Against what the same probe saw before. */
  static Verdict against(Value seen, BigDecimal before, Bound bound) {
    if (bound.versus() == Versus.BASELINE_OVER) {
      return faster(seen, before, bound);
    }
    if (isBaselineItself(bound)) {
      return same(seen, before, bound);
    }
    return bound.versus() == Versus.BASELINE_PLUS
        ? plus(seen, before, bound)
        : times(seen, before, bound);
  }

  /** True when a zero baseline would make the limit zero too, which says nothing (F-56). */
  static boolean isRatio(Bound bound) {
    boolean floor = bound.floor() != null && bound.floor().signum() > 0;
    if (bound.versus() == Versus.BASELINE_OVER) {
      return true;
    }
    return bound.versus() == Versus.BASELINE_TIMES && !floor && !isBaselineItself(bound);
  }

  /** {@code = baseline}, however it was read: once the baseline, or the baseline plus nothing. */
  private static boolean isBaselineItself(Bound bound) {
    BigDecimal neutral = bound.versus() == Versus.BASELINE_TIMES ? BigDecimal.ONE : BigDecimal.ZERO;
    return bound.low().compareTo(neutral) == 0 && bound.high() == null && bound.floor() == null;
  }

  private static Verdict same(Value seen, BigDecimal before, Bound bound) {
    Arithmetic sum = new Arithmetic(bound, unit(seen, bound), before, null);
    int decimals = sum.decimals(seen.number());
    return sum.verdict(seen.number(), sum.named(seen, decimals), sum.limit(decimals) + " before");
  }

  private static Verdict plus(Value seen, BigDecimal before, Bound bound) {
    Arithmetic sum = new Arithmetic(bound, unit(seen, bound), bound.low(), bound.high());
    BigDecimal more = seen.number().subtract(before);
    int decimals = sum.decimals(more);
    String left =
        "%s - %s before = %s"
            .formatted(
                sum.named(seen, decimals),
                Figures.text(before, sum.unit, decimals),
                Figures.signed(more, sum.unit, decimals));
    String limits = Figures.signed(sum.low, sum.unit, decimals);
    if (sum.high != null) {
      limits += ".." + Figures.signed(sum.high, sum.unit, decimals);
    }
    return sum.verdict(more, left, limits);
  }

  /** {@code p50 15 ms, 30x faster than 450 ms before, >= 5x}. */
  private static Verdict faster(Value seen, BigDecimal before, Bound bound) {
    BigDecimal time = seen.number().max(NOTHING);
    BigDecimal factor = before.divide(time, 9, RoundingMode.HALF_UP);
    Arithmetic sum = new Arithmetic(bound, Unit.NONE, bound.low(), null);
    int decimals = sum.decimals(factor);
    String left =
        "%s %s, %sx faster than %s before,"
            .formatted(
                seen.name(),
                Figures.text(seen.number(), seen.unit(), decimals),
                Figures.plain(factor, decimals),
                Figures.text(before, seen.unit(), decimals));
    return sum.verdict(factor, left, Figures.plain(bound.low(), decimals) + "x");
  }

  private static Verdict times(Value seen, BigDecimal before, Bound bound) {
    BigDecimal floor = bound.floor() == null ? BigDecimal.ZERO : bound.floor();
    BigDecimal low = bound.low().multiply(before).add(floor);
    BigDecimal high = bound.high() == null ? null : bound.high().multiply(before).add(floor);
    Arithmetic sum = new Arithmetic(bound, unit(seen, bound), low, high);
    int decimals = sum.decimals(seen.number());
    String limits =
        factor(bound)
            + Figures.text(before, sum.unit, decimals)
            + (floor.signum() == 0 ? "" : " + " + Figures.text(floor, sum.unit, decimals))
            + " = "
            + sum.limit(decimals);
    return sum.verdict(seen.number(), sum.named(seen, decimals), limits);
  }

  /** As the author wrote it: {@code 2x } or {@code 150% of }. */
  private static String factor(Bound bound) {
    if (bound.high() != null) {
      return Figures.percent(bound.low()) + ".." + Figures.percent(bound.high()) + " of ";
    }
    return bound.text().matches(".*\\d\\s*x\\b.*")
        ? Figures.plain(bound.low(), Figures.SHORT) + "x "
        : Figures.percent(bound.low()) + " of ";
  }

  private Verdict verdict(BigDecimal figure, String left, String limits) {
    boolean met = met(figure);
    String joint = met ? " " : left.endsWith(",") ? " not " : ", not ";
    return new Verdict(
        met ? Outcome.PASS : Outcome.FAIL, left + joint + symbol(bound.operator()) + " " + limits);
  }

  private boolean met(BigDecimal figure) {
    int order = figure.compareTo(low);
    return switch (bound.operator()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
      case BETWEEN -> order >= 0 && figure.compareTo(high) <= 0;
      case IS -> throw new IllegalArgumentException(bound.text() + " asks for a word");
    };
  }

  private String named(Value seen, int decimals) {
    return seen.name() + " " + Figures.text(seen.number(), unit, decimals);
  }

  private String limit(int decimals) {
    if (high == null) {
      return Figures.text(low, unit, decimals);
    }
    String range = Figures.text(low, unit, decimals) + ".." + Figures.text(high, unit, decimals);
    return bound.text().contains("+-") ? bound.text() + " = " + range : range;
  }

  private int decimals(BigDecimal figure) {
    boolean alike = looksLike(figure, low) || (high != null && looksLike(figure, high));
    return alike ? Figures.LONG : Figures.SHORT;
  }

  private boolean looksLike(BigDecimal figure, BigDecimal limit) {
    return figure.compareTo(limit) != 0
        && Figures.text(figure, unit, Figures.SHORT)
            .equals(Figures.text(limit, unit, Figures.SHORT));
  }

  /** A share that a query saw has no unit of its own; it takes the bound's. */
  private static Unit unit(Value seen, Bound bound) {
    return seen.unit() == Unit.NONE && !bound.factorAlone() ? bound.unit() : seen.unit();
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "!=";
      case LESS -> "<";
      case AT_MOST -> "<=";
      case MORE -> ">";
      case AT_LEAST -> ">=";
      case BETWEEN -> "within";
      case IS -> "is";
    };
  }
}
