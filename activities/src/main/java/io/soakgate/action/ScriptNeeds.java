package io.soakgate.action;

import io.soakgate.script.SqlLexer;
import io.soakgate.script.SqlLexer.Token;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Need;
import io.soakgate.target.Right;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What scripts need of the login that runs them, by the first words of their statements: ownership
 * of what they alter, roles they become, extensions and roles they create. What they do inside of
 * {@code DO} and functions is not seen.
 */
final class ScriptNeeds {
  private static final int HEAD = 40;
  private static final Set<String> ALTERED = Set.of("TABLE", "INDEX", "VIEW", "SEQUENCE");
  private static final Set<String> ON_A_TABLE = Set.of("INDEX", "POLICY", "TRIGGER", "RULE");
  private static final Set<String> FILLERS =
      Set.of("IF", "EXISTS", "NOT", "ONLY", "CONCURRENTLY", "UNIQUE", "MATERIALIZED", "FOREIGN");

  private ScriptNeeds() {}

  /** The needs of the statements, each told once, at the first of them. */
  static List<Need> of(List<SqlStatement> statements) {
    Set<String> told = new LinkedHashSet<>();
    List<Need> needs = new ArrayList<>();
    for (SqlStatement statement : statements) {
      Need need = need(statement, SqlLexer.scan(statement.text(), HEAD));
      if (need != null && told.add(need.right() + " " + need.name())) {
        needs.add(need);
      }
    }
    return List.copyOf(needs);
  }

  private static Need need(SqlStatement statement, List<Token> all) {
    List<String> head = all.stream().map(Token::text).filter(t -> !FILLERS.contains(t)).toList();
    if (head.size() < 3) {
      return null;
    }
    String second = head.get(1);
    return switch (head.get(0)) {
      case "SET" -> role(statement, head);
      case "CREATE" -> created(statement, head, second);
      case "ALTER", "DROP" ->
          ALTERED.contains(second)
              ? altered(statement, name(head, 2))
              : ON_A_TABLE.contains(second) ? on(statement, head) : null;
      default -> null;
    };
  }

  private static Need created(SqlStatement statement, List<String> head, String second) {
    if (second.equals("EXTENSION")) {
      String name = unquoted(head.get(2));
      return new Need(
          Right.CREATE_EXTENSION,
          name,
          statement.at() + " creates it",
          "have it created by who may: CREATE EXTENSION " + name);
    }
    if (second.equals("ROLE") || second.equals("USER")) {
      return new Need(
          Right.CREATE_ROLES,
          statement.at() + " creates one",
          "ALTER ROLE {user} CREATEROLE, or have the role made beforehand");
    }
    return ON_A_TABLE.contains(second) ? on(statement, head) : null;
  }

  private static Need role(SqlStatement statement, List<String> head) {
    int at = head.indexOf("ROLE");
    boolean none = at < 0 || at > 2 || at + 1 >= head.size() || head.get(at + 1).equals("NONE");
    if (none) {
      return null;
    }
    int value = Set.of("TO", "=").contains(head.get(at + 1)) ? at + 2 : at + 1;
    String name = value < head.size() ? unquoted(head.get(value)) : "";
    return new Need(
        Right.SET_ROLE, name, statement.at() + " becomes it", "GRANT " + name + " TO {user}");
  }

  private static Need on(SqlStatement statement, List<String> head) {
    int on = head.indexOf("ON");
    return on < 0 ? null : altered(statement, name(head, on + 1));
  }

  private static Need altered(SqlStatement statement, String name) {
    return name.isEmpty()
        ? null
        : new Need(
            Right.ALTER_RELATION,
            name,
            statement.at() + " does, and PostgreSQL lets only its owner",
            "ALTER ... OWNER TO {user}, GRANT its owner's role TO {user}, or deploy as its owner");
  }

  /** The name that begins there, {@code schema.name} or {@code name}; empty when there is none. */
  private static String name(List<String> head, int from) {
    if (from >= head.size()) {
      return "";
    }
    boolean qualified = from + 2 < head.size() && head.get(from + 1).equals(".");
    String first = unquoted(head.get(from));
    return qualified ? first + "." + unquoted(head.get(from + 2)) : first;
  }

  // PostgreSQL folds what is not quoted to lower case.
  private static String unquoted(String token) {
    boolean quoted = token.length() > 1 && (token.startsWith("\"") || token.startsWith("'"));
    return quoted
        ? token.substring(1, token.length() - 1).replace("\"\"", "\"")
        : token.toLowerCase(Locale.ROOT);
  }
}
