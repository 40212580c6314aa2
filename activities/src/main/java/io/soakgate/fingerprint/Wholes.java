package io.soakgate.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Objects that came or went: one is told with the number of its parts, not with each of them. */
final class Wholes {
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?:schema|table|view|materialized view|foreign table|type|domain|sequence|index"
              + "|function|procedure|aggregate) (.+)",
          Pattern.DOTALL);
  private static final Map<String, String> PLURALS =
      Map.of("index", "indexes", "policy", "policies", "statistics", "statistics");

  private Wholes() {}

  static List<String> of(List<CatalogLine> lines) {
    Set<String> names =
        lines.stream()
            .map(line -> WHOLE.matcher(line.object()))
            .filter(Matcher::matches)
            .map(whole -> whole.group(1))
            .collect(Collectors.toSet());
    List<String> words = new ArrayList<>();
    for (CatalogLine line : lines) {
      if (line.of() != null && names.contains(line.of())) {
        continue;
      }
      Matcher whole = WHOLE.matcher(line.object());
      words.add(line.object() + (whole.matches() ? parts(lines, whole.group(1)) : ""));
    }
    return words;
  }

  private static String parts(List<CatalogLine> lines, String whole) {
    Map<String, Integer> counts = new TreeMap<>();
    lines.stream()
        .filter(line -> whole.equals(line.of()))
        .forEach(line -> counts.merge(line.object().split(" ", 2)[0], 1, Integer::sum));
    if (counts.isEmpty()) {
      return "";
    }
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + (e.getValue() == 1 ? e.getKey() : plural(e.getKey())))
        .collect(Collectors.joining(", ", " with ", ""));
  }

  private static String plural(String word) {
    return PLURALS.getOrDefault(word, word + "s");
  }
}
