package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.script.SqlLexer;
import io.soakgate.script.SqlStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * {@code :from}, {@code :to} and {@code :since} in a plan's SQL: the bucket that is looked at, and
 * the start of its watch (plan language, rule 15). Written as psql's variables are, so that a
 * person can run the same text by hand.
 */
final class TimesInSql {
  private static final Set<String> NAMES = Set.of("from", "to", "since");

  private TimesInSql() {}

  /** Whether it looks back, by {@code :from} or {@code :since}. */
  static boolean back(String sql) {
    return !sql.equals(replaced(sql, name -> name.equals("to") ? ":to" : ""));
  }

  /** With the times written out. */
  static String filled(String sql, Span span) {
    return replaced(
        sql,
        name ->
            switch (name) {
              case "from" -> literal(span.from());
              case "to" -> literal(span.to());
              default -> literal(span.since());
            });
  }

  /** The times of a look outside of a watch, which looks back from now. */
  static Span before(Instant now, Duration window) {
    Instant from = window == null ? now : now.minus(window);
    return new Span(from, now, from);
  }

  /** The statement as a server can parse it. */
  static SqlStatement parsed(SqlStatement statement) {
    Span none = new Span(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    String filled = filled(statement.text(), none);
    return filled.equals(statement.text())
        ? statement
        : new SqlStatement(
            statement.file(),
            statement.line(),
            statement.column(),
            filled,
            statement.kind(),
            null,
            new SqlStatement.Origin("", List.of()));
  }

  /** Sets the three as psql's variables, to look back that far. */
  static String byHand(Duration window) {
    String from = "'(now() - interval ''%d ms'')'".formatted(window.toMillis());
    return "\\set from %s\n\\set to 'now()'\n\\set since %s\n".formatted(from, from);
  }

  private static String literal(Instant at) {
    return "(TIMESTAMPTZ '" + at.truncatedTo(ChronoUnit.MICROS) + "')";
  }

  private static String replaced(String sql, UnaryOperator<String> by) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < sql.length()) {
      int end = SqlLexer.skip(sql, i);
      String name = end == i ? name(sql, i) : null;
      int next = end < 0 ? sql.length() : end > i ? end : i + 1;
      if (name == null) {
        text.append(sql, i, next);
      } else {
        text.append(by.apply(name));
        next = i + 1 + name.length();
      }
      i = next;
    }
    return text.toString();
  }

  /** The name behind the colon at {@code i}; null where none of the three stands. */
  private static String name(String sql, int i) {
    if (sql.charAt(i) != ':' || i > 0 && sql.charAt(i - 1) == ':') {
      return null;
    }
    String name = sql.substring(i + 1, SqlLexer.word(sql, i + 1));
    return NAMES.contains(name) ? name : null;
  }
}
