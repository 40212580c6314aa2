package io.soakgate.probe;

import io.soakgate.plan.Node;
import io.soakgate.plan.Unit;
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
 * what was printed, makes it a share. Any white space matches any other.
 *
 * @param name the value's name
 * @param text the pattern as written
 * @param printed what finds it; group 1 is the figure, group 2 the percent sign
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
      if (at < 0 || text.indexOf(FIGURE, at + 1) >= 0 || text.strip().equals(FIGURE)) {
        node.refuse(
            "pattern \"" + text + "\"",
            "a pattern holds {n} exactly once, with words around it",
            "write it like \"rows loaded: {n}\"");
      } else {
        patterns.add(of(name, text, at));
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

  /** The figure of the last text that matches. */
  Optional<Value> last(List<String> texts) {
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
