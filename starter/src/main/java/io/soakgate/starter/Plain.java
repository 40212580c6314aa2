package io.soakgate.starter;

import java.util.ArrayList;
import java.util.List;

/** What people, scripts and servers wrote, as a terminal may show it: nothing in it steers it. */
final class Plain {
  private Plain() {}

  /** The text on one line. */
  static String line(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("\\p{Cc}", "?").strip();
  }

  /**
   * The text in rows, broken between words.
   *
   * @param width the most characters of a row; 0 breaks only where the text does
   */
  static List<String> rows(String text, int width) {
    List<String> rows = new ArrayList<>();
    for (String line : text.split("\\R")) {
      String rest = line(line);
      while (width > 0 && rest.length() > width) {
        int space = rest.lastIndexOf(' ', width);
        int end = space > 0 ? space : width;
        rows.add(rest.substring(0, end));
        rest = rest.substring(end).strip();
      }
      rows.add(rest);
    }
    return rows;
  }
}
