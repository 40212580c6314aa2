package io.soakgate.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSplitterTest {
  private static final ScriptFiles NONE = (path, at) -> null;

  @Test
  void every_statement_knows_its_line() {
    assertThat(split("-- head\n\nSELECT 1;\n/* a /* nested */ ; */ SELECT\n 2;;\nSELECT 3"))
        .extracting(s -> s.line() + " " + s.text())
        .containsExactly("3 SELECT 1", "4 SELECT\n 2", "6 SELECT 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b', 'it''s; so', E'it\\'s; so', e'\\\\', U&'\\0041;'",
        "SELECT \"a;b\", \"say \"\"so;\"\"\"",
        "SELECT $$a;b$$, $x$ $$ ; $y$ $x$, $ünï$;$ünï$",
        "SELECT 1 -- no; end\n, 2",
        "SELECT a$b$c, $1, 1-/* ; */-1",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; DELETE FROM v)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true"
            + " THEN 2 END; END",
        "DO $$ BEGIN PERFORM 1; COMMIT; END $$",
        "SELECT 'C:\\dir;'"
      })
  void a_semicolon_inside_something_ends_nothing(String statement) {
    assertThat(split(statement + ";\nSELECT 1;"))
        .extracting(SqlStatement::text)
        .containsExactly(statement, "SELECT 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX CONCURRENTLY i ON t (n) | BUILD_INDEX",
        "create unique index /* c */ concurrently if not exists i on t (n) | BUILD_INDEX",
        "CREATE INDEX concurrently_named ON t (n) | IN_TRANSACTION",
        "DROP INDEX CONCURRENTLY IF EXISTS i | DROP_INDEX",
        "DROP INDEX i | IN_TRANSACTION",
        "REINDEX INDEX CONCURRENTLY i | OUTSIDE",
        "REINDEX (VERBOSE, CONCURRENTLY) TABLE t | OUTSIDE",
        "REINDEX TABLE t | IN_TRANSACTION",
        "VACUUM (ANALYZE) t | OUTSIDE",
        "ALTER SYSTEM SET work_mem = '8MB' | OUTSIDE",
        "CREATE DATABASE d | OUTSIDE",
        "DROP DATABASE IF EXISTS d | OUTSIDE",
        "ALTER TABLE IF EXISTS ONLY s.t DETACH PARTITION s.p CONCURRENTLY | OUTSIDE",
        "ALTER TABLE t DETACH PARTITION p | IN_TRANSACTION",
        "CLUSTER | OUTSIDE",
        "CLUSTER t USING i | IN_TRANSACTION",
        "SET search_path = menu | SESSION",
        "SET LOCAL search_path = menu | IN_TRANSACTION",
        "ANALYZE t | IN_TRANSACTION"
      })
  void knows_what_cannot_run_in_a_transaction(String statement, Kind kind) {
    assertThat(StatementKinds.of(statement)).isEqualTo(kind);
  }

  @Test
  void open_quotes_and_other_letters_than_utf_8_are_refused() {
    assertThat(problems("SELECT 1;\nSELECT 'open;\n"))
        .containsExactly(
            "a.sql:2:8: never closed: 'open;: a quote or comment starts here and has no end; close"
                + " it");
    Problems problems = new Problems();
    ScriptReader.read("a.sql", new byte[] {'S', (byte) 0xE4}, NONE, problems);
    assertThat(problems.list())
        .extracting(Problem::line)
        .containsExactly(
            "a.sql: not UTF-8: its letters would reach the database changed; convert it: iconv -t"
                + " UTF-8");
  }

  @Test
  void a_byte_order_mark_is_no_statement() {
    assertThat(split("\uFEFFSELECT 1;")).extracting(SqlStatement::text).containsExactly("SELECT 1");
  }

  private static List<SqlStatement> split(String sql) {
    Problems problems = new Problems();
    ScriptReader.Read read =
        ScriptReader.read("a.sql", sql.getBytes(StandardCharsets.UTF_8), NONE, problems);
    assertThat(problems.list()).isEmpty();
    return read.statements();
  }

  private static List<String> problems(String sql) {
    Problems problems = new Problems();
    ScriptReader.read("a.sql", sql.getBytes(StandardCharsets.UTF_8), NONE, problems);
    return problems.list().stream().map(Problem::line).toList();
  }
}
