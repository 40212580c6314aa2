package io.soakgate.probe.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the Prometheus text format: {@code name{label="value"} number [millis]}. OpenMetrics
 * is read as well; what it says besides (exemplars, units) is passed over.
 *
 * @param name of the metric
 * @param labels by their names
 * @param number as it is written; {@code NaN}, {@code +Inf} and {@code -Inf} are numbers there
 * @param at when it was measured, or null when the line does not say
 */
record TextSeries(String name, Map<String, String> labels, String number, Instant at) {
  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*?)})?\\s+([^\\s]+)(?:\\s+(-?[0-9.]+))?(?:\\s+#.*)?");
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)})?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:,|$)\\s*");

  /** The series of an answer; lines that are none (comments, blanks) are passed over. */
  static List<TextSeries> in(String answer) {
    List<TextSeries> all = new ArrayList<>();
    for (String line : answer.split("\n")) {
      Matcher read = LINE.matcher(line.strip());
      if (!line.startsWith("#") && read.matches()) {
        labels(read.group(2))
            .ifPresent(
                labels ->
                    all.add(
                        new TextSeries(read.group(1), labels, read.group(3), at(read.group(4)))));
      }
    }
    return all;
  }

  // Prometheus writes milliseconds, OpenMetrics seconds with a fraction.
  private static Instant at(String written) {
    if (written == null) {
      return null;
    }
    return written.contains(".")
        ? Instant.ofEpochMilli((long) (Double.parseDouble(written) * 1000))
        : Instant.ofEpochMilli(Long.parseLong(written));
  }

  private static Optional<Map<String, String>> labels(String written) {
    Map<String, String> labels = new TreeMap<>();
    String rest = written == null ? "" : written.strip();
    while (!rest.isEmpty()) {
      Matcher label = LABEL.matcher(rest);
      if (!label.lookingAt()) {
        return Optional.empty();
      }
      labels.put(label.group(1), unescaped(label.group(2)));
      rest = rest.substring(label.end());
    }
    return Optional.of(labels);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }

  /** The name and labels that a plan asks for; empty when they cannot be read. */
  static Optional<TextSeries> wanted(String written) {
    Matcher read = SELECTOR.matcher(written.strip());
    return read.matches()
        ? labels(read.group(2)).map(labels -> new TextSeries(read.group(1), labels, null, null))
        : Optional.empty();
  }

  /** Whether it has this name and at least these labels. */
  boolean is(TextSeries wanted) {
    return name.equals(wanted.name()) && labels.entrySet().containsAll(wanted.labels().entrySet());
  }
}
