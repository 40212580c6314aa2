package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.action.SqlStatement.Kind;
import io.soakgate.plan.Problem;
import io.soakgate.plan.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSplitterTest {

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
  void what_only_psql_understands_is_refused_by_line_all_at_once() {
    assertThat(problems("SELECT 1;\n\\i other.sql\n\\copy t from 'x'\nSELECT 2;\n\\restrict abc\n"))
        .containsExactly(
            "a.sql:2: not SQL: \\i other.sql: only psql knows this command, the server does not;"
                + " name that file under files: in its place",
            "a.sql:3: not SQL: \\copy t from 'x': only psql knows this command, the server does"
                + " not; write INSERT statements (pg_dump --inserts)",
            "a.sql:5: not SQL: \\restrict abc: only psql knows this command, the server does not;"
                + " take the line out, or write it as SQL");
  }

  @Test
  void a_transaction_of_its_own_is_refused_by_line() {
    assertThat(problems("BEGIN;\nSELECT 1;\nstart transaction;\nCOMMIT"))
        .containsExactly(
            "a.sql:1: a transaction of its own: BEGIN: Soakgate runs the script and its ledger in"
                + " one transaction; take the line out; say transaction: none for statement by"
                + " statement",
            "a.sql:3: a transaction of its own: start transaction: Soakgate runs the script and its"
                + " ledger in one transaction; take the line out; say transaction: none for"
                + " statement by statement",
            "a.sql:4: a transaction of its own: COMMIT: Soakgate runs the script and its ledger in"
                + " one transaction; take the line out; say transaction: none for statement by"
                + " statement");
  }

  @Test
  void data_for_psql_and_open_quotes_are_refused() {
    assertThat(problems("COPY t (a, b) FROM STDIN;"))
        .containsExactly(
            "a.sql:1: COPY … FROM STDIN: the lines after it are data for psql, not SQL; write"
                + " INSERT statements (pg_dump --inserts)");
    assertThat(problems("SELECT 1;\nSELECT 'open;\n"))
        .containsExactly(
            "a.sql:2: never closed: 'open;: a quote or comment starts here and has no end; close"
                + " it");
    Problems problems = new Problems();
    ScriptSplitter.split("a.sql", new byte[] {'S', (byte) 0xE4}, problems);
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

  @Test
  void reads_the_names_of_an_index_statement() {
    assertThat(
            index("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"My I\" ON ONLY Menu.\"T\" (n)"))
        .isEqualTo(new IndexStatement(true, true, "\"My I\"", "menu.\"T\"", " (n)"));
    assertThat(index("CREATE INDEX CONCURRENTLY Idx ON t(n) WHERE n > 1"))
        .isEqualTo(new IndexStatement(false, false, "idx", "t", "(n) WHERE n > 1"));
    assertThat(index("CREATE INDEX CONCURRENTLY ON t (n)").name()).isNull();
    assertThat(index("DROP INDEX CONCURRENTLY IF EXISTS s.i").name()).isEqualTo("s.i");
  }

  private static IndexStatement index(String sql) {
    return IndexStatement.of(split(sql).get(0));
  }

  private static List<SqlStatement> split(String sql) {
    Problems problems = new Problems();
    List<SqlStatement> statements =
        ScriptSplitter.split("a.sql", sql.getBytes(StandardCharsets.UTF_8), problems);
    assertThat(problems.list()).isEmpty();
    return statements;
  }

  private static List<String> problems(String sql) {
    Problems problems = new Problems();
    ScriptSplitter.split("a.sql", sql.getBytes(StandardCharsets.UTF_8), problems);
    return problems.list().stream().map(Problem::line).toList();
  }
}
