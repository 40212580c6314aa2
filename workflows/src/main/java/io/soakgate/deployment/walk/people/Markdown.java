package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.walk.stage.Words;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for the Temporal UI, whose renderer would otherwise read markup into them. */
public final class Markdown {
  private static final int MOST = 600;
  // It curls quotes, so what people may copy has to be code: JSON, and what a message marks so.
  private static final Pattern EXACT = Pattern.compile("\\{[^{}`]+}|`[^`]+`");

  private Markdown() {}

  /** On one line, at most 600 characters, looking exactly as it was written. */
  public static String plain(String text) {
    String line = Words.cut(text, MOST).replace("\n", " ");
    StringBuilder markdown = new StringBuilder();
    Matcher exact = EXACT.matcher(line);
    int from = 0;
    while (exact.find()) {
      markdown.append(escaped(line.substring(from, exact.start())));
      markdown.append(code(exact.group().replace("`", "")));
      from = exact.end();
    }
    return markdown.append(escaped(line.substring(from))).toString();
  }

  /** A command or a document to be copied. */
  static String code(String text) {
    return "`" + text.replace("`", "'") + "`";
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]|#~$&<])", "\\\\$1").replace("--", "\\-\\-");
  }
}
