package io.soakgate.action;

import io.soakgate.script.SqlLexer;
import io.soakgate.script.SqlLexer.Token;
import io.soakgate.script.SqlStatement;
import java.util.List;
import java.util.Locale;

/**
 * A {@code CREATE} or {@code DROP INDEX CONCURRENTLY}, read as far as the catalog must be asked.
 *
 * @param unique whether it is a unique index
 * @param guarded whether it says {@code IF NOT EXISTS} or {@code IF EXISTS}
 * @param name the index as SQL, or null when the statement leaves the name to PostgreSQL
 * @param table the table as SQL; null in a {@code DROP}
 * @param tail what follows the table
 */
record IndexStatement(boolean unique, boolean guarded, String name, String table, String tail) {

  /** Reads a statement of kind {@code BUILD_INDEX} or {@code DROP_INDEX}. */
  static IndexStatement of(SqlStatement statement) {
    String sql = statement.text();
    List<Token> tokens = SqlLexer.scan(sql, 40);
    int i = at(tokens, "CONCURRENTLY", 0) + 1;
    boolean guarded = is(tokens, i, "IF");
    boolean build = statement.kind() == SqlStatement.Kind.BUILD_INDEX;
    i += guarded ? (build ? 3 : 2) : 0;
    if (!build) {
      return new IndexStatement(false, guarded, name(sql, tokens, i), null, "");
    }
    boolean unique = is(tokens, 1, "UNIQUE");
    String name = is(tokens, i, "ON") ? null : name(sql, tokens, i);
    int table = at(tokens, "ON", i) + 1;
    table += is(tokens, table, "ONLY") ? 1 : 0;
    int last = lastOfName(tokens, table);
    String tail = sql.substring(tokens.get(last).end());
    return new IndexStatement(unique, guarded, name, name(sql, tokens, table), tail);
  }

  private static int at(List<Token> tokens, String word, int from) {
    for (int i = from; i < tokens.size(); i++) {
      if (is(tokens, i, word)) {
        return i;
      }
    }
    return tokens.size() - 2;
  }

  private static boolean is(List<Token> tokens, int i, String word) {
    return i < tokens.size() && tokens.get(i).text().equals(word);
  }

  private static int lastOfName(List<Token> tokens, int first) {
    int last = Math.min(first, tokens.size() - 1);
    while (is(tokens, last + 1, ".") && last + 2 < tokens.size()) {
      last += 2;
    }
    return last;
  }

  /** A name as SQL: what is not quoted in lower case, as PostgreSQL folds it. */
  private static String name(String sql, List<Token> tokens, int first) {
    StringBuilder name = new StringBuilder();
    int last = lastOfName(tokens, first);
    for (Token token : tokens.subList(Math.min(first, last), last + 1)) {
      String text = sql.substring(token.start(), token.end());
      name.append(text.startsWith("\"") ? text : text.toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
