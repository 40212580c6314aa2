package io.soakgate.script;

import io.soakgate.script.SqlLexer.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a routine or of a DO block in dollar quotes, which a parser of SQL takes for a
 * string. It is put into a routine of our own: nothing but the names of its parameters and types,
 * token by token, comes from the script, so that nothing of it can get out and run.
 *
 * @param sql a statement that compiles the body
 * @param body where the body begins in it
 * @param from where the body begins in the statement of the script
 */
record RoutineBody(String sql, int body, int from) {
  /** What tells that a body is wrong; that a table or type is not there tells nothing here. */
  static final Set<String> ERRORS = Set.of("42601", "42804");

  private static final int HEAD = 400;
  private static final Set<String> CLAUSES =
      Set.of(
          "LANGUAGE",
          "AS",
          "IMMUTABLE",
          "STABLE",
          "VOLATILE",
          "STRICT",
          "CALLED",
          "SECURITY",
          "PARALLEL",
          "COST",
          "ROWS",
          "SET",
          "LEAKPROOF",
          "NOT",
          "WINDOW",
          "EXTERNAL",
          "TRANSFORM",
          "SUPPORT");

  /** The body to be compiled, when it is PL/pgSQL. */
  static Optional<RoutineBody> of(SqlStatement statement) {
    if (statement.origin() != null && statement.origin().written().isEmpty()) {
      return Optional.empty();
    }
    boolean block = statement.verb().equals("DO");
    if (!block && !statement.verb().equals("CREATE")) {
      return Optional.empty();
    }
    List<Token> tokens = SqlLexer.scan(statement.text(), HEAD);
    Token body = body(tokens, block).orElse(null);
    String language = language(tokens, block);
    if (body == null || !language.equals("PLPGSQL")) {
      return Optional.empty();
    }
    String head = block ? "() RETURNS void" : signature(tokens, statement.text());
    return head == null ? Optional.empty() : Optional.of(of(statement, body, head));
  }

  private static RoutineBody of(SqlStatement statement, Token body, String head) {
    int tag = body.text().indexOf('$', 1) + 1;
    String inner = body.text().substring(tag, body.text().length() - tag);
    String quote = "$soakgate$";
    while (inner.contains(quote.substring(0, quote.length() - 1))) {
      quote = quote.substring(0, quote.length() - 1) + "_$";
    }
    String before =
        "CREATE FUNCTION pg_temp.soakgate_syntax" + head + " LANGUAGE plpgsql AS " + quote;
    String start = statement.text().substring(0, body.start() + tag);
    return new RoutineBody(
        before + inner + quote, before.length(), start.codePointCount(0, start.length()));
  }

  /** The body of a function in SQL as a text to be parsed, at its place. */
  static Optional<SqlStatement> ofSql(SqlStatement statement) {
    if (!statement.verb().equals("CREATE") || statement.origin() != null) {
      return Optional.empty();
    }
    List<Token> tokens = SqlLexer.scan(statement.text(), HEAD);
    Optional<Token> body = body(tokens, false);
    if (body.isEmpty() || !language(tokens, false).equals("SQL")) {
      return Optional.empty();
    }
    String text = body.get().text();
    int tag = text.indexOf('$', 1) + 1;
    String start = statement.text().substring(0, body.get().start() + tag);
    int line = statement.lineAt(start.length() + 1);
    int newline = start.lastIndexOf('\n');
    int column = newline < 0 ? statement.column() + start.length() : start.length() - newline;
    return Optional.of(
        new SqlStatement(
            statement.file(),
            line,
            column,
            text.substring(tag, text.length() - tag),
            statement.kind(),
            null,
            null));
  }

  /** Where a position of {@link #sql} stands in the statement; 0 when it is none of the body. */
  int position(int position) {
    return position > body ? position - body + from : 0;
  }

  private static Optional<Token> body(List<Token> tokens, boolean block) {
    boolean routine = block || routine(tokens) > 0;
    return tokens.stream().filter(t -> routine && quoted(t.text())).findFirst();
  }

  private static boolean quoted(String text) {
    return text.length() >= 4 && text.startsWith("$") && text.endsWith("$");
  }

  /** The index behind FUNCTION or PROCEDURE; 0 when it creates something else. */
  private static int routine(List<Token> tokens) {
    for (int i = 1; i < Math.min(4, tokens.size()); i++) {
      if (Set.of("FUNCTION", "PROCEDURE").contains(tokens.get(i).text())) {
        return i + 1;
      }
    }
    return 0;
  }

  private static String language(List<Token> tokens, boolean block) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).text().equals("LANGUAGE")) {
        return tokens.get(i + 1).text().replaceAll("['\"]", "").toUpperCase(Locale.ROOT);
      }
    }
    return block ? "PLPGSQL" : "";
  }

  /** Parameters and result, written anew; null when there is more in them than names. */
  private static String signature(List<Token> tokens, String sql) {
    int i = routine(tokens);
    boolean procedure = tokens.get(i - 1).text().equals("PROCEDURE");
    while (i < tokens.size() && !tokens.get(i).text().equals("(")) {
      i++;
    }
    StringBuilder head = new StringBuilder();
    int depth = 0;
    boolean out = false;
    for (; i < tokens.size(); i++) {
      String text = tokens.get(i).text();
      if (depth == 0 && CLAUSES.contains(text)) {
        return head + (procedure && !out ? " RETURNS void" : "");
      }
      out |= text.equals("OUT") || text.equals("INOUT");
      depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
      if (!text.matches("[\\w.,()\\[\\]%=+*/:-]+|\"[^\"]*\"|'[^'\\\\]*'")) {
        return null;
      }
      boolean adjacent = i > 0 && tokens.get(i - 1).end() == tokens.get(i).start();
      head.append(adjacent ? "" : " ")
          .append(text.startsWith("'") ? "NULL" : written(sql, tokens.get(i)));
    }
    return null;
  }

  private static String written(String sql, Token token) {
    return sql.substring(token.start(), token.end());
  }
}
