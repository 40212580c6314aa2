package io.soakgate.script;

import io.soakgate.script.SqlStatement.Kind;
import java.util.List;
import java.util.Set;

/**
 * Which statements cannot run inside a transaction, by their first words. The list is PostgreSQL
 * 17's: every command whose manual page says "cannot be executed inside a transaction block".
 */
public final class StatementKinds {
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
  public static Kind of(String text) {
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
  public static boolean transactionControl(String text) {
    List<String> head = SqlLexer.tokens(text, 2);
    if (head.isEmpty()) {
      return false;
    }
    String second = head.size() > 1 ? head.get(1) : "";
    return OWN_TRANSACTION.contains(head.get(0))
        || head.get(0).equals("START") && second.equals("TRANSACTION")
        || head.get(0).equals("PREPARE") && second.equals("TRANSACTION");
  }

  /** True for SAVEPOINT, RELEASE and ROLLBACK TO, which live inside a transaction. */
  public static boolean savepoint(String text) {
    List<String> head = SqlLexer.tokens(text, 3);
    String verb = head.isEmpty() ? "" : head.get(0);
    return verb.equals("SAVEPOINT")
        || verb.equals("RELEASE")
        || verb.equals("ROLLBACK") && head.contains("TO");
  }

  /** True for {@code COPY … FROM STDIN}, which data must follow. */
  public static boolean copyFromStdin(String text) {
    return copies(text, "FROM", "STDIN");
  }

  /** True for {@code COPY … TO STDOUT}, whose rows nobody would read. */
  static boolean copyToStdout(String text) {
    return copies(text, "TO", "STDOUT");
  }

  private static boolean copies(String text, String direction, String other) {
    List<String> tokens = SqlLexer.tokens(text, 1);
    if (tokens.isEmpty() || !tokens.get(0).equals("COPY")) {
      return false;
    }
    List<String> all = SqlLexer.tokens(text, 2_000);
    int at = all.lastIndexOf(direction);
    return at >= 0 && at + 1 < all.size() && all.get(at + 1).equals(other);
  }

  /** True when it takes away what Soakgate has set for the session (F-24). */
  public static boolean loosens(String text) {
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
