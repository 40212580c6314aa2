package io.soakgate.action;

import io.soakgate.script.SqlLexer;
import io.soakgate.script.SqlStatement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which statements reach beyond the database they run in: what belongs to the whole server, or lies
 * outside of it. On a copy they would change what the copy was made of.
 *
 * <p>Seen by the first words, and by any words of a {@code DO} block; what functions do is not.
 */
final class Beyond {
  private static final int HEAD = 60;
  private static final Set<String> SHARED =
      Set.of("ROLE", "USER", "GROUP", "DATABASE", "TABLESPACE", "SUBSCRIPTION", "SYSTEM");
  private static final Pattern IN_A_BLOCK =
      Pattern.compile(
          "\\b(CREATE|ALTER|DROP)\\s+(ROLE|USER(?!\\s+MAPPING)|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION|SYSTEM)\\b",
          Pattern.CASE_INSENSITIVE);

  private Beyond() {}

  /** Why the first of the statements that does so cannot run on a copy; null when none does. */
  static String database(List<SqlStatement> statements) {
    return statements.stream()
        .map(Beyond::beyond)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String beyond(SqlStatement statement) {
    List<String> head = SqlLexer.tokens(statement.text(), HEAD);
    if (head.size() < 2) {
      return null;
    }
    boolean shared =
        switch (head.get(0)) {
          case "CREATE", "ALTER", "DROP" -> shared(head, 1);
          case "COMMENT" -> shared(head, 2);
          case "GRANT", "REVOKE" -> !head.contains("ON") || shared(head, head.indexOf("ON") + 1);
          case "COPY" -> head.contains("PROGRAM") || toFile(head);
          case "DO" -> IN_A_BLOCK.matcher(statement.text()).find();
          default -> false;
        };
    return shared
        ? statement.at() + " reaches beyond the database: " + statement.firstLine()
        : null;
  }

  private static boolean shared(List<String> head, int at) {
    boolean mapping = at + 1 < head.size() && head.get(at + 1).equals("MAPPING");
    return at < head.size() && SHARED.contains(head.get(at)) && !mapping;
  }

  private static boolean toFile(List<String> head) {
    int to = head.indexOf("TO");
    return to > 0 && to + 1 < head.size() && head.get(to + 1).startsWith("'");
  }
}
