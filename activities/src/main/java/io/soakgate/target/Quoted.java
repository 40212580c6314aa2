package io.soakgate.target;

/** Names and texts as they may stand in SQL and in connection strings. */
public final class Quoted {
  private Quoted() {}

  /** A name as an SQL identifier, always quoted. */
  public static String identifier(String name) {
    refuseNul(name);
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as an SQL literal, whatever {@code standard_conforming_strings} says. */
  public static String literal(String text) {
    refuseNul(text);
    String quoted = "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    return text.contains("\\") ? " E" + quoted : quoted;
  }

  /** A value of a libpq connection string, so that no database name is taken for options. */
  public static String connection(String value) {
    refuseNul(value);
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static void refuseNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a name holds a NUL byte");
    }
  }
}
