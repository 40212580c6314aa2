package io.soakgate.slack.card;

import io.soakgate.deployment.CardActivity.About;

/** What every card says the same way. */
final class Plain {
  private static final int NAME = 200;

  private Plain() {}

  /** Which deployment it is, in small letters. */
  static String where(About of) {
    return "`" + Clip.line(of.deployment(), NAME) + "`";
  }

  /** A file, a command or a name to be copied. */
  static String code(String text, int most) {
    return "`" + Clip.line(text.replace('`', '\''), most) + "`";
  }
}
