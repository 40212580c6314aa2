package io.soakgate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Finding;
import io.soakgate.plan.Accepted;
import io.soakgate.plan.Change;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROP TABLE IF EXISTS a.b | drop-table",
        "DROP TABLE a, b CASCADE | drop-table drop-cascade",
        "ALTER TABLE t DROP COLUMN x | drop-column",
        "ALTER TABLE ONLY a.t ADD y int, DROP x | drop-column",
        "DROP SCHEMA s | drop-schema",
        "DROP DATABASE d | drop-database",
        "DROP SEQUENCE q | drop-sequence",
        "DROP VIEW v CASCADE | drop-cascade",
        "DROP OWNED BY r | drop-owned",
        "TRUNCATE t | truncate",
        "DELETE FROM t | delete-all",
        "DELETE FROM t USING u WHERE t.id = u.id | -",
        "WITH d AS (DELETE FROM t RETURNING id) SELECT * FROM d WHERE id > 1 | delete-all",
        "WITH d AS (SELECT 1) DELETE FROM t WHERE id IN (SELECT * FROM d) | -",
        "UPDATE t SET a = (SELECT 1 FROM u WHERE u.id = t.id) | update-all",
        "UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END WHERE c | -",
        "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1 | -",
        "CREATE UNIQUE INDEX i ON t (n) | create-index",
        "CREATE INDEX CONCURRENTLY i ON t (n) | -",
        "DROP INDEX i | drop-index",
        "DROP INDEX CONCURRENTLY i | -",
        "REINDEX TABLE t | reindex",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) | add-constraint",
        "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES u NOT VALID | -",
        "ALTER TABLE t VALIDATE CONSTRAINT c | -",
        "ALTER TABLE t DROP CONSTRAINT c | -",
        "ALTER TABLE t ADD UNIQUE (a) | add-unique",
        "ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY USING INDEX i | -",
        "ALTER TABLE t ALTER COLUMN a SET NOT NULL | set-not-null",
        "ALTER TABLE t ALTER a DROP NOT NULL, ALTER b DROP DEFAULT | -",
        "ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1) | attach-partition",
        "ALTER TABLE t DETACH PARTITION p | detach-partition",
        "REFRESH MATERIALIZED VIEW v | refresh-view",
        "VACUUM (FULL, ANALYZE) t | vacuum-full",
        "CLUSTER t USING i | cluster",
        "LOCK TABLE t IN SHARE MODE | lock-table",
        "ALTER TABLE t ALTER COLUMN a TYPE bigint | column-type",
        "ALTER TABLE t ALTER a SET DATA TYPE bigint | column-type",
        "ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid() | add-column-default",
        "ALTER TABLE t ADD a timestamptz DEFAULT now(), ADD b numeric(10, 2) DEFAULT 0 | -",
        "ALTER TABLE t ADD COLUMN id bigserial | add-column-default",
        "ALTER TABLE t ADD c int GENERATED ALWAYS AS (a + b) STORED | add-column-default",
        "ALTER TABLE t SET UNLOGGED | set-logged",
        "ALTER TABLE t SET TABLESPACE fast | set-tablespace",
        "GRANT SELECT ON t TO r | grant",
        "REVOKE ALL ON t FROM r | revoke",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r | default-privileges",
        "ALTER ROLE r CREATEDB | role",
        "ALTER TABLE t OWNER TO r | owner",
        "REASSIGN OWNED BY a TO b | owner",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1' |"
            + " security-definer",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = a AS 'x' |"
            + " -",
        "CREATE POLICY p ON t USING (true) | row-level-security",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY | row-level-security",
        "ALTER TABLE t DISABLE ROW LEVEL SECURITY | row-level-security-off",
        "DROP POLICY p ON t | row-level-security-off",
        "ALTER TABLE t DISABLE TRIGGER ALL | disable-trigger",
        "SET ROLE postgres | other-role",
        "COPY t FROM PROGRAM 'curl x' | copy-program",
        "COPY t FROM '/tmp/x' | copy-server-file",
        "CREATE EXTENSION pg_trgm | extension",
        "ALTER SYSTEM SET work_mem = '1GB' | alter-system",
        "CREATE TABLE t (id int PRIMARY KEY) | -",
        "INSERT INTO t SELECT 'DROP TABLE t' | -",
        "COMMENT ON TABLE t IS 'TRUNCATE' | -"
      })
  void aStatementBreaksTheRulesThatAreAboutIt(String statement, String rules) {
    assertThat(String.join(" ", rules(statement + ";"))).isEqualTo(rules.equals("-") ? "" : rules);
  }

  @Test
  void everyRuleHasAStatementThatBreaksIt() throws Exception {
    CsvSource cases =
        getClass()
            .getDeclaredMethod("aStatementBreaksTheRulesThatAreAboutIt", String.class, String.class)
            .getAnnotation(CsvSource.class);
    List<String> broken =
        java.util.Arrays.stream(cases.value())
            .flatMap(
                c -> List.of(c.split("\\|")[c.split("\\|").length - 1].strip().split(" ")).stream())
            .toList();
    assertThat(Rules.names())
        .doesNotHaveDuplicates()
        .filteredOn(r -> !broken.contains(r))
        .containsExactly("dynamic-sql");
  }

  @Test
  void aDoBlockIsTakenApart() {
    assertThat(
            words(
                """
                DO $$
                DECLARE n int := 1;
                BEGIN
                  IF n > (SELECT 1) THEN
                    TRUNCATE a;
                  ELSE
                    UPDATE t SET x = CASE WHEN b THEN 1 ELSE 2 END WHERE c;
                    DELETE FROM b;
                  END IF;
                  FOR n IN SELECT 1 LOOP
                    EXECUTE format('DROP TABLE %I', n);
                  END LOOP;
                EXCEPTION WHEN others THEN LOCK TABLE u;
                END $$;
                """))
        .containsExactly(
            "destructive: truncate, 1 statement in the apply of c, a.sql:5: all rows of a table are"
                + " gone",
            "destructive: delete-all, 1 statement in the apply of c, a.sql:8: DELETE without WHERE:"
                + " all rows of a table are gone",
            "not-seen: dynamic-sql, 1 statement in the apply of c, a.sql:11: a DO block builds a"
                + " statement when it runs, which nobody can read before",
            "table-locking: lock-table, 1 statement in the apply of c, a.sql:13: others wait until"
                + " the transaction ends");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE New.t (id int); CREATE INDEX ON new.t (id); DROP TABLE new.T",
        "CREATE SCHEMA s; CREATE TABLE IF NOT EXISTS s.t (); TRUNCATE s.t; DELETE FROM s.t; DROP"
            + " SCHEMA s",
        "CREATE TEMP TABLE x AS SELECT 1; UPDATE x SET a = 1; ALTER TABLE x ADD PRIMARY KEY (a)"
      })
  void whatTheScriptItselfCreatedIsSpared(String sql) {
    assertThat(rules(sql + ";")).isEmpty();
  }

  @Test
  void whatMayHaveBeenThereBeforeIsNotSpared() {
    assertThat(rules("CREATE TABLE IF NOT EXISTS t (); TRUNCATE t;")).containsExactly("truncate");
    assertThat(rules("CREATE TABLE t (); GRANT ALL ON t TO PUBLIC;")).containsExactly("grant");
    assertThat(rules("DO $$ BEGIN IF false THEN CREATE TABLE t (); END IF; END $$; TRUNCATE t;"))
        .containsExactly("truncate");
  }

  @Test
  void whatAChangeCreatesIsNewForALaterOneOfTheSameEnvironments() {
    Lint lint = new Lint();
    lint.apply(change("a", List.of("staging")), sql("CREATE TABLE t ();"));
    lint.apply(change("b", List.of("staging")), sql("TRUNCATE t;"));
    assertThat(lint.findings()).isEmpty();
    lint.apply(change("c", List.of()), sql("TRUNCATE t;"));
    assertThat(lint.findings()).hasSize(1);
  }

  /** B-25. */
  @Test
  void whatDestroysAndIsNotAcceptedIsRefusedB_25() {
    Lint lint = new Lint();
    Change change = change("c", List.of());
    lint.apply(change, sql("SELECT 1;\nDROP TABLE a;\nDROP TABLE b;\nDELETE FROM c;"));
    assertThat(refused(lint, change))
        .containsExactly(
            "a.sql:2: `drop-table`, 2 statements from here on: a table and its rows are gone, and"
                + " change `c` does not say that it is meant; write `accept: {drop-table: why}`"
                + " under the change, or rename it now and drop it with a later plan",
            "a.sql:4: `delete-all`: DELETE without WHERE: all rows of a table are gone, and change"
                + " `c` does not say that it is meant; write `accept: {delete-all: why}` under the"
                + " change, or say which rows with WHERE");
  }

  @Test
  void whatIsAcceptedIsShownWithItsReason() {
    Lint lint = new Lint();
    Change change = change("c", List.of(), new Accepted("drop-table", "empty since May", "p:1:1"));
    lint.apply(change, sql("DROP TABLE a;"));
    assertThat(refused(lint, change)).isEmpty();
    assertThat(lint.findings())
        .extracting(Finding::words)
        .containsExactly(
            "destructive: drop-table, 1 statement in the apply of c, a.sql:1: a table and its rows"
                + " are gone; accepted: empty since May");
  }

  @Test
  void anAcceptThatIsAboutNothingIsRefused() {
    Lint lint = new Lint();
    Change change = change("c", List.of(), new Accepted("truncate", "why not", "plan.yaml:9:15"));
    lint.apply(change, sql("SELECT 1;"));
    assertThat(refused(lint, change))
        .containsExactly(
            "plan.yaml:9:15: `truncate` is accepted and never found: no script of change `c` has"
                + " such a statement; remove it: it would accept what is written later");
  }

  @Test
  void anUndoIsShownAndNeverRefused() {
    Lint lint = new Lint();
    Change change = change("c", List.of());
    lint.apply(change, sql("CREATE TABLE a ();"));
    lint.undo(change, sql("DROP TABLE a;"));
    lint.rollback("all", sql("TRUNCATE b;"));
    assertThat(refused(lint, change)).isEmpty();
    assertThat(lint.findings())
        .extracting(Finding::words)
        .containsExactly(
            "destructive: drop-table, 1 statement in the undo of c, a.sql:1: a table and its rows"
                + " are gone",
            "destructive: truncate, 1 statement in the rollback of all, a.sql:1: all rows of a"
                + " table are gone");
  }

  private static List<String> rules(String sql) {
    return lint(sql).findings().stream().map(Finding::rule).toList();
  }

  private static List<String> words(String sql) {
    return lint(sql).findings().stream().map(Finding::words).toList();
  }

  private static Lint lint(String sql) {
    Lint lint = new Lint();
    lint.apply(change("c", List.of()), sql(sql));
    return lint;
  }

  private static List<String> refused(Lint lint, Change change) {
    Problems problems = new Problems();
    lint.refuse(List.of(change), problems);
    return problems.list().stream().map(Problem::line).toList();
  }

  private static Change change(String name, List<String> in, Accepted... accept) {
    return new Change(name, null, List.of(), null, List.of(), null, in, List.of(accept));
  }

  private static List<SqlStatement> sql(String sql) {
    Problems problems = new Problems();
    List<SqlStatement> statements =
        ScriptReader.read(
                "a.sql", sql.getBytes(StandardCharsets.UTF_8), (path, at) -> null, problems)
            .statements();
    assertThat(problems.list()).isEmpty();
    return statements;
  }
}
