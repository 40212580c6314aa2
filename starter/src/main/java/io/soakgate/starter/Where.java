package io.soakgate.starter;

import java.util.List;
import java.util.stream.Collectors;

/** A table of what is where: {@code name: place}, the places below each other. */
final class Where {
  private static final int INDENT = 21;

  private Where() {}

  /**
   * The table.
   *
   * @param columns how wide the terminal is, or 0 when nobody knows
   */
  static String table(List<String> lines, int columns) {
    return lines.stream().map(l -> row(l, columns)).collect(Collectors.joining("\n"));
  }

  private static String row(String line, int columns) {
    int colon = line.indexOf(": ");
    int width = columns > INDENT + 40 ? columns - INDENT : 0;
    return "  %-18s %s"
        .formatted(
            line.substring(0, Math.max(0, colon)),
            String.join("\n" + " ".repeat(INDENT), Plain.rows(line.substring(colon + 2), width)));
  }
}
