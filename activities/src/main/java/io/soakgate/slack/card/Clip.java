package io.soakgate.slack.card;

import io.soakgate.slack.Mrkdwn;

/** Text that fits where Slack shows it. */
final class Clip {
  private static final String MORE = "…";
  private static final int LONGEST_ENTITY = 5;

  private Clip() {}

  /** What comes from a plan, a database or a person, escaped, in at most so many characters. */
  static String escaped(String text, int most) {
    return cut(Mrkdwn.escaped(text), most);
  }

  /** Such text on one line. */
  static String line(String text, int most) {
    return escaped(text.strip().replaceAll("\\s+", " "), most);
  }

  /** Text that Slack reads no markup in: headings, buttons, dialogs. */
  static String plain(String text, int most) {
    String line = text.strip().replaceAll("\\s+|\\p{Cc}|[\\u202A-\\u202E\\u2066-\\u2069]", " ");
    return line.length() <= most ? line : whole(line.substring(0, most - 1)) + MORE;
  }

  /** Markup; no mention, link or escape is cut in two. */
  static String cut(String markup, int most) {
    if (markup.length() <= most) {
      return markup;
    }
    String kept = markup.substring(0, most - 1);
    int tag = kept.lastIndexOf('<');
    if (tag > kept.lastIndexOf('>')) {
      kept = kept.substring(0, tag);
    }
    int entity = kept.lastIndexOf('&');
    if (entity > kept.lastIndexOf(';') && kept.length() - entity < LONGEST_ENTITY) {
      kept = kept.substring(0, entity);
    }
    return whole(kept) + MORE;
  }

  private static String whole(String kept) {
    boolean half = !kept.isEmpty() && Character.isHighSurrogate(kept.charAt(kept.length() - 1));
    return half ? kept.substring(0, kept.length() - 1) : kept;
  }
}
