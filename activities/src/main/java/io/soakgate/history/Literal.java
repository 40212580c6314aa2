package io.soakgate.history;

/** Texts as SQL. */
final class Literal {
  private Literal() {}

  /** A string constant that no setting reads otherwise. */
  static String of(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
  }
}
