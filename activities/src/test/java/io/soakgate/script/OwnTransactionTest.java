package io.soakgate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts with BEGIN and COMMIT of their own: B-19, B-20. */
class OwnTransactionTest {

  @Test
  void oneBeginAndCommitAroundTheWholeScriptAreTheTransaction() {
    for (String begin : List.of("BEGIN", "begin work", "START TRANSACTION", "BEGIN TRANSACTION")) {
      ScriptReader.Read read =
          read(
              "\\set ON_ERROR_STOP 1\nSET search_path = menu;\n"
                  + begin
                  + ";\nSAVEPOINT a;\nSELECT 1;\nROLLBACK TO SAVEPOINT a;\nEND;");
      assertThat(read.statements())
          .extracting(SqlStatement::text)
          .containsExactly(
              "SET search_path = menu", "SAVEPOINT a", "SELECT 1", "ROLLBACK TO SAVEPOINT a");
      assertThat(read.begin()).isEqualTo("sql/a.sql:3:1");
    }
  }

  /** B-19. */
  @Test
  void everyOtherTransactionOfItsOwnIsRefusedB_19() {
    assertThat(refused("SELECT 1;\nCOMMIT;\nSELECT 2;")).containsExactly(ends("2", "COMMIT"));
    assertThat(refused("BEGIN;\nSELECT 1;\nROLLBACK;\n"))
        .containsExactly(begins("1", "BEGIN"), ends("3", "ROLLBACK"));
    assertThat(refused("BEGIN;\nSELECT 1;\nCOMMIT;\nBEGIN;\nSELECT 2;\nCOMMIT;"))
        .containsExactly(ends("3", "COMMIT"), begins("4", "BEGIN"));
    assertThat(refused("BEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\nCOMMIT;"))
        .containsExactly(begins("1", "BEGIN ISOLATION LEVEL SERIALIZABLE"), ends("3", "COMMIT"));
    assertThat(refused("SELECT 1;\nPREPARE TRANSACTION 'x';"))
        .containsExactly(ends("2", "PREPARE TRANSACTION 'x'"));
  }

  /** B-20. */
  @Test
  void anIndexBuiltConcurrentlyInsideTheScriptsOwnTransactionIsRefusedB_20() {
    assertThat(refused("BEGIN;\nCREATE INDEX CONCURRENTLY i ON t (n);\nCOMMIT;"))
        .containsExactly(
            "sql/a.sql:2:1: cannot run inside a transaction: CREATE INDEX CONCURRENTLY i ON t (n):"
                + " the script's own BEGIN puts it into one, where PostgreSQL refuses it; take BEGIN"
                + " and COMMIT out: then each statement runs by itself, in this order");
  }

  private static String ends(String line, String statement) {
    return "sql/a.sql:"
        + line
        + ":1: a transaction of its own: "
        + statement
        + ": it would end Soakgate's transaction, and the ledger's with it; keep one BEGIN as the"
        + " first statement and one COMMIT as the last, or none; what must be committed apart is a"
        + " change of its own";
  }

  private static String begins(String line, String statement) {
    return "sql/a.sql:"
        + line
        + ":1: a transaction of its own: "
        + statement
        + ": Soakgate runs the script and its ledger in one transaction; keep one BEGIN as the"
        + " first statement and one COMMIT as the last, or none; what must be committed apart is a"
        + " change of its own";
  }

  private ScriptReader.Read read(String sql) {
    Problems problems = new Problems();
    ScriptReader.Read read = reading(sql, problems);
    assertThat(problems.list()).isEmpty();
    return read;
  }

  private List<String> refused(String sql) {
    Problems problems = new Problems();
    reading(sql, problems);
    return problems.list().stream().map(Problem::line).toList();
  }

  private static ScriptReader.Read reading(String sql, Problems problems) {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    return ScriptReader.read("sql/a.sql", bytes, (path, at) -> null, problems);
  }
}
