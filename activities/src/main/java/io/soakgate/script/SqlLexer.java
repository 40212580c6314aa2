package io.soakgate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where PostgreSQL's tokens end that may hold a semicolon: strings, quoted identifiers, dollar
 * quotes, comments (which nest). Follows the manual's "Lexical Structure" with {@code
 * standard_conforming_strings} on.
 */
public final class SqlLexer {
  private SqlLexer() {}

  /** True where a comment starts. */
  public static boolean comment(String sql, int i) {
    return sql.startsWith("--", i) || sql.startsWith("/*", i);
  }

  /**
   * The end of the quoted token or comment that starts at {@code i}.
   *
   * @return the index after it; {@code i} when none starts there; -1 when it never ends
   */
  public static int skip(String sql, int i) {
    return switch (sql.charAt(i)) {
      case '\'' -> string(sql, i + 1, escapes(sql, i));
      case '"' -> string(sql, i + 1, false, '"');
      case '-' -> sql.startsWith("--", i) ? lineEnd(sql, i) : i;
      case '/' -> sql.startsWith("/*", i) ? block(sql, i) : i;
      case '$' -> dollar(sql, i);
      default -> i;
    };
  }

  /** The index of the line's end after {@code i}. */
  public static int lineEnd(String sql, int i) {
    int end = sql.indexOf('\n', i);
    return end < 0 ? sql.length() : end;
  }

  /** The end of the word (identifier, keyword or number) at {@code i}; {@code i} when none. */
  public static int word(String sql, int i) {
    int end = i;
    while (end < sql.length() && wordPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** A token and where it stands. */
  public record Token(String text, int start, int end) {}

  /**
   * The first tokens, comments left out: words in upper case, quoted tokens as they stand,
   * everything else as single characters.
   */
  public static List<Token> scan(String sql, int most) {
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < sql.length() && tokens.size() < most) {
      int end = skip(sql, i);
      if (end < 0) {
        return tokens;
      }
      int word = word(sql, i);
      if (end > i && comment(sql, i)) {
        i = end;
      } else if (end > i) {
        tokens.add(new Token(sql.substring(i, end), i, end));
        i = end;
      } else if (word > i) {
        tokens.add(new Token(sql.substring(i, word).toUpperCase(Locale.ROOT), i, word));
        i = word;
      } else {
        if (!Character.isWhitespace(sql.charAt(i))) {
          tokens.add(new Token(sql.substring(i, i + 1), i, i + 1));
        }
        i++;
      }
    }
    return tokens;
  }

  /** The texts of the first tokens. */
  public static List<String> tokens(String sql, int most) {
    return scan(sql, most).stream().map(Token::text).toList();
  }

  private static boolean wordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 127;
  }

  private static boolean escapes(String sql, int quote) {
    if (quote == 0 || Character.toLowerCase(sql.charAt(quote - 1)) != 'e') {
      return false;
    }
    return quote == 1 || !wordPart(sql.charAt(quote - 2));
  }

  private static int string(String sql, int i, boolean escapes) {
    return string(sql, i, escapes, '\'');
  }

  private static int string(String sql, int from, boolean escapes, char quote) {
    for (int i = from; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (escapes && c == '\\') {
        i++;
      } else if (c == quote) {
        if (i + 1 >= sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      }
    }
    return -1;
  }

  private static int block(String sql, int from) {
    int depth = 0;
    for (int i = from; i < sql.length() - 1; i++) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i++;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i++;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return -1;
  }

  private static int dollar(String sql, int i) {
    if (i > 0 && wordPart(sql.charAt(i - 1))) {
      return i;
    }
    int tag = i + 1;
    while (tag < sql.length() && sql.charAt(tag) != '$' && wordPart(sql.charAt(tag))) {
      tag++;
    }
    boolean parameter = tag > i + 1 && Character.isDigit(sql.charAt(i + 1));
    if (tag >= sql.length() || sql.charAt(tag) != '$' || parameter) {
      return i;
    }
    String delimiter = sql.substring(i, tag + 1);
    int end = sql.indexOf(delimiter, tag + 1);
    return end < 0 ? -1 : end + delimiter.length();
  }
}
