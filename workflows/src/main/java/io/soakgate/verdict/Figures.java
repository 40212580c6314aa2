package io.soakgate.verdict;

import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures for people: with their unit, without trailing zeros. */
final class Figures {

  /** Decimals that tell two figures apart in nearly every verdict. */
  static final int SHORT = 3;

  /** Decimals for two figures that look the same when written short. */
  static final int LONG = 12;

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private Figures() {}

  /** {@code 38 ms}, {@code 1.5 s}, {@code 2.4 MB}, {@code 5%}, {@code 8234}. */
  static String text(BigDecimal figure, Unit unit, int decimals) {
    return switch (unit) {
      case NONE -> plain(figure, decimals);
      case PERCENT -> plain(figure, decimals) + "%";
      case MILLIS -> scaled(figure, decimals, "ms", "s");
      case BYTES -> scaled(figure, decimals, "B", "kB", "MB", "GB");
    };
  }

  /** As {@link #text}, with a plus sign where there is no minus: {@code +45}. */
  static String signed(BigDecimal figure, Unit unit, int decimals) {
    return (figure.signum() < 0 ? "" : "+") + text(figure, unit, decimals);
  }

  /** A factor as a share: {@code 150%} for 1.5. */
  static String percent(BigDecimal factor) {
    return plain(factor.movePointRight(2), SHORT) + "%";
  }

  /** A figure without a unit. */
  static String plain(BigDecimal figure, int decimals) {
    BigDecimal rounded =
        figure.scale() > decimals ? figure.setScale(decimals, RoundingMode.HALF_UP) : figure;
    return rounded.stripTrailingZeros().toPlainString();
  }

  private static String scaled(BigDecimal figure, int decimals, String... units) {
    BigDecimal left = figure;
    int step = 0;
    while (left.abs().compareTo(THOUSAND) >= 0 && step < units.length - 1) {
      left = left.movePointLeft(3);
      step++;
    }
    return plain(left, decimals) + " " + units[step];
  }
}
