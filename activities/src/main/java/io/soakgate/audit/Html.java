package io.soakgate.audit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes markup in which every text and every attribute is escaped, so that nothing a plan, a
 * database or a person says can become markup.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins a document. */
  static Html document() {
    Html html = new Html();
    html.out.append("<!DOCTYPE html>\n");
    return html;
  }

  /** Opens an element; attributes are names and values in turn. */
  Html open(String tag, String... attributes) {
    start(tag, attributes).append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    out.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** An element with nothing in it. */
  Html empty(String tag, String... attributes) {
    start(tag, attributes).append("/>");
    return this;
  }

  /** An element with a text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** A text. */
  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** A style sheet of our own; nothing that came from outside may stand in it. */
  Html style(String css) {
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /** The finished document. */
  String done() {
    while (!open.isEmpty()) {
      close();
    }
    return out.toString();
  }

  private StringBuilder start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(escaped(attributes[i + 1])).append('"');
    }
    return out;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(shown(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  // Control characters are no text, and marks that turn the direction of writing could make a
  // line read as something else.
  private static boolean shown(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean half = c >= 0xD800 && c <= 0xDFFF;
    return !control && !turns && !half;
  }
}
