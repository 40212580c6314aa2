package io.soakgate.target;

/**
 * SQL of other sessions for people to read: on one line, without comments, and with {@code ?} for
 * every literal, because literals are rows and passwords (F-67).
 */
public final class Masked {
  private static final int MOST = 120;
  private static final String WORD = "_$";

  private final String sql;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private Masked(String sql) {
    this.sql = sql;
  }

  /** The beginning of a query, at most 120 characters; a literal that is cut off is masked too. */
  public static String sql(String query) {
    if (query == null) {
      return "";
    }
    String masked = new Masked(query).run().replaceAll("\\s+", " ").strip();
    return masked.length() <= MOST ? masked : masked.substring(0, MOST - 1) + "…";
  }

  private String run() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        quoted();
      } else if (c == '"') {
        identifier();
      } else if (sql.startsWith("--", at)) {
        skipTo("\n", 0);
      } else if (sql.startsWith("/*", at)) {
        skipTo("*/", 2);
      } else if (c == '$' && !inWord() && dollarTag() != null) {
        dollar(dollarTag());
      } else if (Character.isDigit(c) && !inWord()) {
        number();
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /** A string; of E'…', B'…' and U&'…' the letters before it stay. */
  private void quoted() {
    boolean escapes = text.length() > 0 && "eE".indexOf(text.charAt(text.length() - 1)) >= 0;
    text.append('?');
    for (at++; at < sql.length(); at++) {
      if (escapes && sql.charAt(at) == '\\') {
        at++;
      } else if (sql.charAt(at) == '\'') {
        at++;
        if (at >= sql.length() || sql.charAt(at) != '\'') {
          return;
        }
      }
    }
  }

  private void identifier() {
    int end = sql.indexOf('"', at + 1);
    end = end < 0 ? sql.length() : end + 1;
    text.append(sql, at, end);
    at = end;
  }

  private void number() {
    text.append('?');
    while (at < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
      at++;
    }
  }

  /** The opening tag of a dollar-quoted string that begins here, or null. */
  private String dollarTag() {
    int end = sql.indexOf('$', at + 1);
    if (end < 0) {
      return null;
    }
    String tag = sql.substring(at, end + 1);
    return tag.substring(1, tag.length() - 1).matches("([\\p{L}_][\\p{L}\\p{N}_]*)?") ? tag : null;
  }

  private void dollar(String tag) {
    text.append('?');
    int end = sql.indexOf(tag, at + tag.length());
    at = end < 0 ? sql.length() : end + tag.length();
  }

  private void skipTo(String end, int length) {
    int found = sql.indexOf(end, at);
    at = found < 0 ? sql.length() : found + length;
    text.append(' ');
  }

  private boolean inWord() {
    if (at == 0) {
      return false;
    }
    char before = sql.charAt(at - 1);
    return Character.isLetterOrDigit(before) || WORD.indexOf(before) >= 0;
  }
}
