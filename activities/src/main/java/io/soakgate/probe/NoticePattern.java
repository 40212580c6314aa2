package io.soakgate.probe;

import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text with one {@code {n}} in it, which stands for a figure: digits, with commas between
 * thousands and decimals behind a point. A percent sign behind the figure, in the pattern or in
 * what was printed, makes it a share. A text without {@code {n}} is counted: how often it was
 * printed (S-048). Any white space matches any other.
 *
 * @param name the value's name
 * @param text the pattern as written
 * @param printed what finds it; group 1 is the figure, group 2 the percent sign; without groups
 *     where the text is counted
 */
record NoticePattern(String name, String text, Pattern printed) {
  private static final String FIGURE = "{n}";
  private static final String FOUND =
      "([-+]?(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?)(?=\\s*(%)|)";

  /** Every pattern of a probe; what is none becomes a problem. */
  static List<NoticePattern> read(Node with) {
    List<NoticePattern> patterns = new ArrayList<>();
    for (String name : with.keys()) {
      Node node = with.optional(name).orElseThrow();
      String text = node.text();
      if (text == null) {
        continue;
      }
      int at = text.indexOf(FIGURE);
      if (at >= 0 && text.indexOf(FIGURE, at + 1) >= 0 || text.replace(FIGURE, "").isBlank()) {
        node.refuse(
            "pattern \"" + text + "\"",
            "a pattern is words, with {n} among them once where a figure stands",
            "write it like \"rows loaded: {n}\"");
      } else {
        patterns.add(at < 0 ? counted(name, text) : of(name, text, at));
      }
    }
    return patterns;
  }

  private static NoticePattern of(String name, String text, int at) {
    String before = literal(text.substring(0, at));
    String after = literal(text.substring(at + FIGURE.length()));
    // A figure must not begin or end within a longer one.
    String figure = "(?<![\\d.,])" + FOUND + (after.isEmpty() ? "(?![\\d])" : "");
    return new NoticePattern(name, text, Pattern.compile(before + figure + after));
  }

  private static NoticePattern counted(String name, String text) {
    return new NoticePattern(name, text, Pattern.compile(literal(text.strip())));
  }

  private boolean isCounted() {
    return !text.contains(FIGURE);
  }

  /** The figure of the last text that matches; or how often it was printed. */
  Optional<Value> last(List<String> texts) {
    if (isCounted()) {
      long times = texts.stream().mapToLong(t -> printed.matcher(t).results().count()).sum();
      return Optional.of(Value.number(name, times));
    }
    Value last = null;
    for (String one : texts) {
      for (Matcher found = printed.matcher(one); found.find(); ) {
        BigDecimal figure = new BigDecimal(found.group(1).replace(",", ""));
        last = Value.number(name, figure, found.group(2) == null ? Unit.NONE : Unit.PERCENT);
      }
    }
    return Optional.ofNullable(last);
  }

  /** For messages: {@code loaded "V1 combos loaded: {n}"}. */
  String words() {
    return name + " \"" + text + "\"";
  }

  private static String literal(String text) {
    return Stream.of(text.split("\\s+", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("\\s+"));
  }
}
