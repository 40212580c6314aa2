package io.soakgate.plan.reading;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions as people write them into YAML. */
public final class Patterns {
  private Patterns() {}

  /** The regular expression there; null (and a problem) when it is none. */
  public static Pattern read(Node node) {
    String text = node.text();
    try {
      return text == null ? null : Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      node.refuse(text + " is no regular expression", e.getDescription(), "mend it");
      return null;
    }
  }
}
