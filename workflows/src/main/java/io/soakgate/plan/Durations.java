package io.soakgate.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as plans write them: a whole number and {@code ms s m h d}. */
public final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  /** Longer than this is a slip of the pen, and would overflow dates. */
  private static final Duration MOST = Duration.ofDays(366);

  private Durations() {}

  /** The duration, or empty when the text is none or is longer than 366 days. */
  public static Optional<Duration> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    Duration length = of(Long.parseLong(written.group(1)), written.group(2));
    return length.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(length);
  }

  /** The duration in the largest unit that divides it: {@code 90m}, {@code 1d}. */
  public static String words(Duration length) {
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long one = of(1, unit).toMillis();
      if (length.toMillis() >= one && length.toMillis() % one == 0) {
        return length.toMillis() / one + unit;
      }
    }
    return length.toMillis() + "ms";
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
