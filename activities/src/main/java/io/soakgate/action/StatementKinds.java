package io.soakgate.action;

import io.soakgate.action.SqlStatement.Kind;
import java.util.List;
import java.util.Set;

/**
 * Which statements cannot run inside a transaction, by their first words. The list is PostgreSQL
 * 17's: every command whose manual page says "cannot be executed inside a transaction block".
 */
final class StatementKinds {
  private static final int ENOUGH = 20;
  private static final Set<String> ALWAYS_OUTSIDE =
      Set.of(
          "CREATE DATABASE",
          "DROP DATABASE",
          "CREATE TABLESPACE",
          "DROP TABLESPACE",
          "ALTER SYSTEM",
          "CREATE SUBSCRIPTION",
          "DROP SUBSCRIPTION");
  private static final Set<String> OWN_TRANSACTION =
      Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE");

  private StatementKinds() {}

  /** How this statement may be run. */
  static Kind of(String text) {
    List<String> head = SqlLexer.tokens(text, 1);
    return switch (head.isEmpty() ? "" : head.get(0)) {
      case "CREATE", "DROP", "ALTER" -> ofObject(SqlLexer.tokens(text, ENOUGH));
      case "REINDEX" -> ofReindex(SqlLexer.tokens(text, ENOUGH));
      case "CLUSTER" -> SqlLexer.tokens(text, 2).size() == 1 ? Kind.OUTSIDE : Kind.IN_TRANSACTION;
      case "VACUUM" -> Kind.OUTSIDE;
      case "DISCARD" -> Kind.SESSION;
      case "SET", "RESET" -> ofSetting(SqlLexer.tokens(text, 2));
      default -> Kind.IN_TRANSACTION;
    };
  }

  /** True for BEGIN, COMMIT and the like: the script's transaction is Soakgate's to keep. */
  static boolean transactionControl(String text) {
    List<String> head = SqlLexer.tokens(text, 2);
    if (head.isEmpty()) {
      return false;
    }
    String second = head.size() > 1 ? head.get(1) : "";
    return OWN_TRANSACTION.contains(head.get(0))
        || head.get(0).equals("START") && second.equals("TRANSACTION")
        || head.get(0).equals("PREPARE") && second.equals("TRANSACTION");
  }

  /** True when it takes away what Soakgate has set for the session (F-24). */
  static boolean loosens(String text) {
    List<String> head = SqlLexer.tokens(text, 3);
    String verb = head.isEmpty() ? "" : head.get(0);
    return verb.equals("DISCARD")
        || Set.of("SET", "RESET").contains(verb)
            && head.stream().anyMatch(Set.of("LOCK_TIMEOUT", "APPLICATION_NAME", "ALL")::contains);
  }

  private static Kind ofObject(List<String> head) {
    String two = head.size() > 1 ? head.get(0) + " " + head.get(1) : "";
    if (ALWAYS_OUTSIDE.contains(two)) {
      return Kind.OUTSIDE;
    }
    boolean index = two.endsWith(" INDEX") || two.equals("CREATE UNIQUE");
    if (index && head.subList(2, Math.min(4, head.size())).contains("CONCURRENTLY")) {
      return two.startsWith("CREATE") ? Kind.BUILD_INDEX : Kind.DROP_INDEX;
    }
    int detach = head.indexOf("DETACH");
    boolean concurrently = detach > 0 && head.subList(detach, head.size()).contains("CONCURRENTLY");
    return two.equals("ALTER TABLE") && concurrently ? Kind.OUTSIDE : Kind.IN_TRANSACTION;
  }

  private static Kind ofReindex(List<String> head) {
    boolean whole = head.contains("SCHEMA") || head.contains("DATABASE") || head.contains("SYSTEM");
    return whole || head.contains("CONCURRENTLY") ? Kind.OUTSIDE : Kind.IN_TRANSACTION;
  }

  private static Kind ofSetting(List<String> head) {
    // SET LOCAL, SET CONSTRAINTS and SET TRANSACTION end with the transaction they stand in.
    return head.size() > 1 && Set.of("LOCAL", "CONSTRAINTS", "TRANSACTION").contains(head.get(1))
        ? Kind.IN_TRANSACTION
        : Kind.SESSION;
  }
}
