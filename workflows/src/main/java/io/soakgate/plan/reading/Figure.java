package io.soakgate.plan.reading;

import io.soakgate.plan.BoundRefused;
import io.soakgate.plan.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure as a bound writes it.
 *
 * @param number normalised to {@code unit}
 * @param unit the family of the unit that was written
 * @param delta whether it has a plus sign: so much more than the baseline
 */
record Figure(BigDecimal number, Unit unit, boolean delta) {
  /** A number and its unit, with a group for the sign, the digits and the unit. */
  static final String FORM = "([+-]?)([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-zµ%]*)";

  /** The units, in the order people are told. */
  static final List<String> UNITS = List.of("%", "ms", "s", "m", "h", "d", "B", "kB", "MB", "GB");

  private static final Pattern WRITTEN = Pattern.compile(FORM);

  private static final Map<String, Long> SCALES =
      Map.of(
          "ms",
          1L,
          "s",
          1_000L,
          "m",
          60_000L,
          "h",
          3_600_000L,
          "d",
          86_400_000L,
          "B",
          1L,
          "kB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L);

  /** The figure in a text of the form {@link #FORM}. */
  static Figure of(String written) throws BoundRefused {
    Matcher found = WRITTEN.matcher(written.strip());
    if (!found.matches()) {
      throw BoundRefused.unreadable();
    }
    return of(found.toMatchResult());
  }

  private static Figure of(MatchResult found) throws BoundRefused {
    String sign = found.group(1);
    String unit = found.group(3);
    BigDecimal number = new BigDecimal(found.group(2));
    if (unit.equals("x")) {
      throw new BoundRefused("`x` is times the baseline", "write it like `> 2x baseline`");
    }
    if (!unit.isEmpty() && !UNITS.contains(unit)) {
      throw new BoundRefused(
          "`" + YamlText.shortened(unit) + "` is no unit", Suggestion.todo(unit, UNITS, ""));
    }
    if (sign.equals("-") && !unit.isEmpty() && number.signum() > 0) {
      throw new BoundRefused(
          "nothing measured in `" + unit + "` is below zero", "write a figure from zero up");
    }
    BigDecimal signed = sign.equals("-") ? number.negate() : number;
    BigDecimal scaled = signed.multiply(BigDecimal.valueOf(SCALES.getOrDefault(unit, 1L)));
    return new Figure(plain(scaled), family(unit), sign.equals("+"));
  }

  /** Refuses a share above the whole. */
  Figure share() throws BoundRefused {
    if (unit == Unit.PERCENT && number.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new BoundRefused(
          "a share is at most 100%", "write a lower one, or `" + text() + "% of baseline`");
    }
    return this;
  }

  /** The figure as a factor of a baseline: 1.2 for {@code 120%}, 2 for {@code 2x}. */
  BigDecimal factor() throws BoundRefused {
    if (number.signum() <= 0 || delta) {
      throw new BoundRefused(
          "a factor of the baseline is above zero and has no sign", "write it like `120%` or `2x`");
    }
    return unit == Unit.PERCENT ? plain(number.movePointLeft(2)) : number;
  }

  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private String text() {
    return number.toPlainString();
  }

  private static Unit family(String unit) {
    return switch (unit) {
      case "" -> Unit.NONE;
      case "%" -> Unit.PERCENT;
      case "B", "kB", "MB", "GB" -> Unit.BYTES;
      default -> Unit.MILLIS;
    };
  }
}
