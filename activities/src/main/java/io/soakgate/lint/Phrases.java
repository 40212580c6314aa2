package io.soakgate.lint;

import io.soakgate.script.SqlLexer;
import io.soakgate.script.SqlLexer.Token;
import io.soakgate.script.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statements of a script as phrases. A DO block is taken apart into the statements in it; what
 * it builds as text and EXECUTEs, and what functions do that it calls, is not seen.
 */
final class Phrases {
  /** Words that a phrase of their own is made of, or that a condition follows. */
  private static final Set<String> ALONE =
      Set.of("BEGIN", "ELSE", "LOOP", "DECLARE", "EXCEPTION", "THEN");

  private static final Set<String> CONDITIONS =
      Set.of("IF", "ELSIF", "ELSEIF", "WHEN", "WHILE", "FOR", "FOREACH", "CASE");
  private static final Set<String> PLAIN =
      Set.of("INSERT", "SELECT", "COMMENT", "ANALYZE", "VALUES");

  private Phrases() {}

  /** The phrases of one statement. */
  static List<Phrase> of(SqlStatement statement) {
    String verb = statement.verb();
    // By far the most statements of long scripts, and no rule is about them.
    if (PLAIN.contains(verb)) {
      return List.of();
    }
    List<Token> tokens = SqlLexer.scan(statement.text(), Integer.MAX_VALUE);
    Token body =
        verb.equals("DO")
            ? tokens.stream().filter(t -> t.text().startsWith("$")).findFirst().orElse(null)
            : null;
    return body == null ? List.of(phrase(statement, tokens, 0)) : block(statement, body);
  }

  private static Phrase phrase(SqlStatement statement, List<Token> tokens, int offset) {
    int start = tokens.isEmpty() ? 0 : tokens.get(0).start() + offset;
    String before = statement.text().substring(0, start);
    int line = statement.lineAt(before.codePointCount(0, before.length()) + 1);
    return new Phrase(statement.file(), line, tokens.stream().map(Token::text).toList());
  }

  private static List<Phrase> block(SqlStatement statement, Token body) {
    int tag = body.text().indexOf('$', 1) + 1;
    String inner = body.text().substring(tag, Math.max(tag, body.text().length() - tag));
    List<Token> tokens = SqlLexer.scan(inner, Integer.MAX_VALUE);
    List<Phrase> phrases = new ArrayList<>();
    for (int i = 0; i < tokens.size(); ) {
      int end = end(tokens, i);
      if (end > i && !ALONE.contains(tokens.get(i).text())) {
        phrases.add(phrase(statement, tokens.subList(i, end), body.start() + tag));
      }
      i = Math.max(end, i) + (end == i || separates(tokens, end) ? 1 : 0);
    }
    return phrases;
  }

  private static boolean separates(List<Token> tokens, int end) {
    return end < tokens.size() && tokens.get(end).text().equals(";");
  }

  private static int end(List<Token> tokens, int from) {
    String first = tokens.get(from).text();
    if (ALONE.contains(first)) {
      return from + 1;
    }
    boolean condition = CONDITIONS.contains(first);
    for (int i = from; i < tokens.size(); i++) {
      String text = tokens.get(i).text();
      if (text.equals(";") || condition && (text.equals("THEN") || text.equals("LOOP"))) {
        return i;
      }
    }
    return tokens.size();
  }
}
