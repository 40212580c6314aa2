package io.soakgate.verdict;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.Expectation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** How far what was seen is from what would break a rule. */
public final class Margin {
  private Margin() {}

  /**
   * {@code p95 12 ms left, errors 2% over}: of every bound that has a side, whose figure is known;
   * empty when there is none.
   *
   * @param any what breaks the rule
   * @param now what was seen
   * @param baseline what it is compared with; null when nothing is
   */
  public static String words(List<Expectation> any, Measurement now, Measurement baseline) {
    return now.blind() != null
        ? ""
        : any.stream()
            .map(e -> of(e, now, baseline))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
  }

  private static String of(Expectation breaks, Measurement now, Measurement baseline) {
    Bound bound = breaks.bound();
    Value seen = now.value(breaks.value()).orElse(null);
    boolean alone = bound.versus() == Versus.NOTHING;
    BigDecimal before = alone ? BigDecimal.ZERO : figure(baseline, breaks.value());
    if (seen == null || seen.number() == null || before == null || bound.low() == null) {
      return null;
    }
    BigDecimal limit =
        switch (bound.versus()) {
          case NOTHING -> bound.low();
          case BASELINE_PLUS -> before.add(bound.low());
          case BASELINE_TIMES ->
              bound
                  .low()
                  .multiply(before)
                  .add(bound.floor() == null ? BigDecimal.ZERO : bound.floor());
          case BASELINE_OVER -> null;
        };
    BigDecimal left = limit == null ? null : left(bound.operator(), limit, seen.number());
    return left == null ? null : words(seen, left);
  }

  private static BigDecimal figure(Measurement baseline, String value) {
    return baseline == null || baseline.blind() != null
        ? null
        : baseline.value(value).map(Value::number).orElse(null);
  }

  private static BigDecimal left(Operator operator, BigDecimal limit, BigDecimal seen) {
    return switch (operator) {
      case MORE, AT_LEAST -> limit.subtract(seen);
      case LESS, AT_MOST -> seen.subtract(limit);
      default -> null;
    };
  }

  private static String words(Value seen, BigDecimal left) {
    return seen.name()
        + " "
        + Figures.text(left.abs(), seen.unit(), Figures.SHORT)
        + (left.signum() < 0 ? " over" : " left");
  }
}
