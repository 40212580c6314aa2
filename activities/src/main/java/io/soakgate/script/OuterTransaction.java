package io.soakgate.script;

import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A script's own transaction: one {@code BEGIN … COMMIT} around the whole of it is the one Soakgate
 * runs it in, so the two are not sent. Every other one would end Soakgate's (B-19).
 *
 * @param statements what is sent
 * @param begin where the {@code BEGIN} stood; null when there was none
 */
record OuterTransaction(List<SqlStatement> statements, String begin) {
  private static final Set<String> BEGINS =
      Set.of("BEGIN", "BEGIN WORK", "BEGIN TRANSACTION", "START TRANSACTION");
  private static final Set<String> COMMITS =
      Set.of("COMMIT", "COMMIT WORK", "COMMIT TRANSACTION", "END", "END WORK", "END TRANSACTION");

  static OuterTransaction of(String file, List<SqlStatement> all, Problems problems) {
    int first = 0;
    while (first < all.size() && all.get(first).kind() == Kind.SESSION) {
      first++;
    }
    int last = all.size() - 1;
    boolean outer =
        first < last
            && says(all.get(first), BEGINS)
            && says(all.get(last), COMMITS)
            && all.get(first).file().equals(file)
            && all.get(last).file().equals(file);
    List<SqlStatement> inside = all.subList(outer ? first + 1 : 0, outer ? last : all.size());
    inside.forEach(statement -> check(statement, problems));
    if (!outer) {
      return new OuterTransaction(List.copyOf(all), null);
    }
    SqlStatement begin = all.get(first);
    List<SqlStatement> sent = new ArrayList<>(all.subList(0, first));
    sent.addAll(inside);
    inside.stream().filter(SqlStatement::outside).forEach(s -> outside(s, begin, problems));
    return new OuterTransaction(List.copyOf(sent), begin.at());
  }

  private static boolean says(SqlStatement statement, Set<String> words) {
    return words.contains(String.join(" ", SqlLexer.tokens(statement.text(), 4)));
  }

  private static void outside(SqlStatement statement, SqlStatement begin, Problems problems) {
    problems.add(
        statement.at(),
        "cannot run inside a transaction: " + statement.firstLine(),
        "the script's own " + begin.firstLine() + " puts it into one, where PostgreSQL refuses it",
        "take BEGIN and COMMIT out: then each statement runs by itself, in this order");
  }

  private static void check(SqlStatement statement, Problems problems) {
    if (!StatementKinds.transactionControl(statement.text())
        || StatementKinds.savepoint(statement.text())) {
      return;
    }
    boolean begins = Set.of("BEGIN", "START").contains(statement.verb());
    problems.add(
        statement.at(),
        "a transaction of its own: " + statement.firstLine(),
        begins
            ? "Soakgate runs the script and its ledger in one transaction"
            : "it would end Soakgate's transaction, and the ledger's with it",
        "keep one BEGIN as the first statement and one COMMIT as the last, or none; what must be"
            + " committed apart is a change of its own");
  }
}
