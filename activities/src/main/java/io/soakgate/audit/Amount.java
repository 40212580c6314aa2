package io.soakgate.audit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure as verdicts write it.
 *
 * @param value in milliseconds, bytes, percent or nothing
 * @param unit {@code ms}, {@code B}, {@code %} or empty
 */
record Amount(double value, String unit) {
  /** One figure with its unit. */
  static final String FIGURE = "[-+]?\\d+(?:\\.\\d+)?(?:%| (?:ms|s|B|kB|MB|GB)\\b)?";

  private static final Pattern PARTS = Pattern.compile("([-+]?\\d+(?:\\.\\d+)?) ?(\\D*)");

  /** Reads what {@link #FIGURE} matches. */
  static Amount of(String figure) {
    Matcher parts = PARTS.matcher(figure);
    if (!parts.matches()) {
      throw new IllegalArgumentException(figure + " is no figure");
    }
    double value = Double.parseDouble(parts.group(1));
    return switch (parts.group(2)) {
      case "s" -> new Amount(value * 1e3, "ms");
      case "kB" -> new Amount(value * 1e3, "B");
      case "MB" -> new Amount(value * 1e6, "B");
      case "GB" -> new Amount(value * 1e9, "B");
      default -> new Amount(value, parts.group(2));
    };
  }

  /** For people: {@code 38.2 ms}, {@code 1.5 s}, {@code 8234}. */
  String words() {
    return switch (unit) {
      case "ms" -> Math.abs(value) < 1000 ? plain(value) + " ms" : plain(value / 1e3) + " s";
      case "B" -> Format.bytes((long) value);
      default -> plain(value) + unit;
    };
  }

  private static String plain(double number) {
    String text = String.format(Locale.ROOT, "%.2f", number);
    return text.replaceAll("\\.?0+$", "");
  }
}
