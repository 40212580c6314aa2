package io.soakgate.starter.rollbacks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares what a rollback left behind with what it may leave. */
final class Left {
  private Left() {}

  /**
   * What is there and may not be, and what should be left and is not.
   *
   * @param leaves the lines of the difference, {@code *} for anything
   * @param lines the lines that there are
   */
  static List<String> behind(List<String> leaves, List<String> lines) {
    List<Pattern> patterns = leaves.stream().map(Left::pattern).toList();
    List<String> wrong =
        new ArrayList<>(
            lines.stream()
                .filter(line -> patterns.stream().noneMatch(p -> p.matcher(line).matches()))
                .toList());
    for (int i = 0; i < leaves.size(); i++) {
      Pattern pattern = patterns.get(i);
      if (lines.stream().noneMatch(line -> pattern.matcher(line).matches())) {
        wrong.add("not left: " + leaves.get(i));
      }
    }
    return wrong;
  }

  private static Pattern pattern(String line) {
    return Pattern.compile(Pattern.quote(line).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
  }
}
