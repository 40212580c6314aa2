package io.soakgate.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, lengths and sizes for people; the same in every locale. */
final class Format {
  private static final DateTimeFormatter FULL = pattern("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter SHORT = pattern("dd MMM HH:mm");
  private static final DateTimeFormatter CLOCK = pattern("HH:mm");

  private Format() {}

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /** {@code 2026-11-21 07:00:00}, in UTC. */
  static String time(Instant at) {
    return at == null ? "–" : FULL.format(at);
  }

  /** {@code 21 Nov 07:00}, in UTC. */
  static String shortTime(Instant at) {
    return SHORT.format(at);
  }

  /** {@code 07:00}, in UTC. */
  static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** {@code 350 ms}, {@code 2.1 s}, {@code 4 min 10 s}, {@code 24 h}, {@code 2 d 3 h}. */
  static String length(Duration length) {
    if (length == null) {
      return "–";
    }
    long seconds = length.toSeconds();
    if (length.toMillis() < 1000) {
      return length.toMillis() + " ms";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0).replace(".0 s", " s");
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    return seconds < 48 * 3600
        ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
        : two(seconds / 86400, "d", seconds % 86400 / 3600, "h");
  }

  /** {@code 3.2 MB}; 1 kB is 1000 bytes. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double left = bytes / 1000.0;
    for (String unit : new String[] {"kB", "MB"}) {
      if (left < 1000) {
        return String.format(Locale.ROOT, "%.1f %s", left, unit);
      }
      left /= 1000;
    }
    return String.format(Locale.ROOT, "%.1f GB", left);
  }

  /** {@code SUCCEEDED_WITH_WARNINGS} as {@code Succeeded with warnings}. */
  static String words(String constant) {
    String lower = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
