package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class SqlActionTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";
  private static final String B = "{\"file\": \"sql/b.sql\"}";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() {
    playground = new Playground(home);
  }

  @Test
  void runs_a_script_once_however_often_it_is_asked() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE TABLE t (n int);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2)");

    Effect first = playground.apply("c", A);
    Effect second = playground.apply("c", A);

    assertThat(first.words()).isEqualTo("Ran 3 statements of sql/a.sql in one transaction");
    assertThat(first.ran()).isEqualTo(3);
    assertThat(second.words()).isEqualTo("The ledger shows 3 statements of sql/a.sql as done");
    assertThat(second.ran()).isZero();
    assertThat(second.alreadyDone()).isEqualTo(3);
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("2");
    assertThat(playground.rows("SELECT subject, purpose, first, last, state FROM soakgate.ledger"))
        .containsExactly("c APPLY 1 3 done");
  }

  @Tag("T-28")
  @Test
  void variables_of_the_plan_are_filled_in_and_another_choice_is_another_script() throws Exception {
    playground.admit(
        "sql/a.sql", "CREATE TABLE :name (n int);\nINSERT INTO :name SELECT :'n'::int + :more;");

    playground.apply(
        "c", "{\"file\": \"sql/a.sql\", \"set\": {\"name\": \"t\", \"n\": \"40\", \"more\": 2}}");

    assertThat(playground.one("SELECT n FROM t")).isEqualTo("42");
    playground.apply(
        "c", "{\"file\": \"sql/a.sql\", \"set\": {\"name\": \"u\", \"n\": \"1\", \"more\": 2}}");
    assertThat(playground.one("SELECT n FROM u")).isEqualTo("3");
  }

  @Tag("T-02")
  @Test
  void a_failing_statement_takes_everything_back_and_is_named_with_its_line() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE TABLE t (n int);\n"
            + "-- a comment\n"
            + "INSERT INTO t VALUES (1);\n"
            + "SELECT 1\n"
            + "  / 0;\n"
            + "SELECT 2;");

    assertThatThrownBy(() -> playground.apply("c", A))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("failed-statement");
              assertThat(e.isNonRetryable()).isTrue();
              assertThat(e.getOriginalMessage())
                  .isEqualTo(
                      "sql/a.sql:4: ERROR 22012: division by zero; the statement begins: SELECT 1."
                          + " It is statement 3 of 4. Everything was rolled back: nothing of it is"
                          + " applied. Correct the script, admit it with a new deployment");
            });
    assertThat(playground.one("SELECT to_regclass('t')")).isEqualTo("null");
  }

  @Test
  void an_error_with_a_position_is_mapped_to_the_very_line() throws Exception {
    playground.admit(
        "sql/a.sql", "CREATE TABLE t (n int);\nSELECT 'ünï 🙂';\nSELECT n\nFROM t\nWHERE m = 1;");

    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining(
            "sql/a.sql:5: ERROR 42703: column \"m\" does not exist; the statement begins: SELECT"
                + " n.");
  }

  @Tag("T-32")
  @Test
  void notices_come_back_in_order_and_all_of_them_stay_in_the_ledger() throws Exception {
    playground.admit(
        "sql/a.sql",
        "DO $$ BEGIN FOR i IN 1..250 LOOP RAISE NOTICE 'line %', i; END LOOP; END $$;\n"
            + "DO $$ BEGIN RAISE WARNING 'careful'; END $$;");

    Effect effect = playground.apply("c", A);

    assertThat(effect.notices()).hasSize(100).startsWith("line 1", "line 2").endsWith("line 100");
    assertThat(playground.one("SELECT count(*) FROM soakgate.notice")).isEqualTo("251");
    assertThat(
            playground.one(
                "SELECT severity, words FROM soakgate.notice ORDER BY line DESC LIMIT 1"))
        .isEqualTo("WARNING careful");
  }

  @Test
  void a_file_edited_after_admission_is_refused_by_its_digests() throws Exception {
    playground.admit("sql/a.sql", "SELECT 1;");
    playground.write("sql/a.sql", "SELECT 2;");

    assertThatThrownBy(() -> playground.apply("c", A))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e -> {
              assertThat(e.getType()).isEqualTo("refused");
              assertThat(e.getOriginalMessage())
                  .isEqualTo(
                      "sql/a.sql: admitted as 17db4fd369ed, now 8e7003d62f9d; what was approved is"
                          + " not what would run. Put the admitted bytes back, or start a new"
                          + " deployment with the new ones");
            });
  }

  @Test
  void drift_of_nothing_but_line_endings_says_so() throws Exception {
    playground.admit("sql/a.sql", "SELECT 1;\nSELECT 2;\n");
    playground.write("sql/a.sql", "SELECT 1;\r\nSELECT 2;\r\n");
    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining(" (only line endings differ: CRLF against LF);");

    playground.write("sql/a.sql", "\uFEFFSELECT 1;\nSELECT 2;\n");
    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining(" (only a byte order mark differs);");

    playground.delete("sql/a.sql");
    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining("and gone from the plan's folder; put it back");
  }

  @Tag("T-28")
  @Test
  void an_undo_runs_the_admitted_bytes_whatever_became_of_the_folder() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE t (n int);").admit("sql/b.sql", "DROP TABLE t;");
    playground.apply("c", A);
    playground.write("sql/b.sql", "DROP DATABASE everything;");

    Effect undone = playground.undo("c", B);
    Effect again = playground.undo("c", B);

    assertThat(undone.words()).isEqualTo("Ran 1 statement of sql/b.sql in one transaction");
    assertThat(again.alreadyDone()).isEqualTo(1);
    assertThat(playground.one("SELECT to_regclass('t')")).isEqualTo("null");
  }

  @Test
  void apply_undo_apply_runs_the_apply_twice() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE t (n int);").admit("sql/b.sql", "DROP TABLE t;");
    playground.apply("c", A);
    playground.undo("c", B);

    Effect second = playground.sql("c", Purpose.APPLY, 2, A, new Playground.Recorder());

    assertThat(second.ran()).isEqualTo(1);
    assertThat(playground.undo("c", B).ran()).isEqualTo(1);
  }

  @Test
  void undoing_what_was_never_applied_is_done_at_once() throws Exception {
    playground.admit("sql/b.sql", "DROP TABLE t;");

    assertThat(playground.undo("c", B).words())
        .isEqualTo("c was never applied here: nothing to undo");
  }

  @Test
  void several_undo_actions_each_run_once() throws Exception {
    playground
        .admit("sql/a.sql", "CREATE TABLE t (n int); CREATE TABLE u (n int);")
        .admit("sql/b.sql", "DROP TABLE t;")
        .admit("sql/c.sql", "DROP TABLE u;");
    playground.apply("c", A);

    assertThat(playground.undo("c", B).ran()).isEqualTo(1);
    assertThat(playground.undo("c", "{\"file\": \"sql/c.sql\"}").ran()).isEqualTo(1);
    assertThat(playground.undo("c", B).alreadyDone()).isEqualTo(1);
  }

  @Test
  void a_half_undone_change_is_not_applied_again() throws Exception {
    playground
        .admit("sql/a.sql", "CREATE TABLE t (n int);")
        .admit("sql/b.sql", "DROP TABLE t; SELECT 1 / 0;");
    playground.apply("c", A);
    assertThatThrownBy(() -> playground.undo("c", B)).hasMessageContaining("division by zero");

    assertThatThrownBy(() -> playground.sql("c", Purpose.APPLY, 2, A, new Playground.Recorder()))
        .hasMessageContaining(
            "c: its undo was begun and not finished, so it is neither applied nor undone; finish"
                + " the undo first");
  }

  @Test
  void a_script_that_takes_on_another_role_is_in_the_ledger_all_the_same() throws Exception {
    playground.run("CREATE ROLE soakgate_app; GRANT CREATE ON SCHEMA public TO soakgate_app");
    playground
        .admit("sql/a.sql", "SET ROLE soakgate_app;\nCREATE TABLE t (n int);")
        .admit("sql/b.sql", "SET ROLE soakgate_app;\nCREATE TABLE u (n int);\nCREATE TABLE v ();");
    try {
      playground.apply("c", A);
      playground.apply("d", "{\"file\": \"sql/b.sql\", \"transaction\": \"none\"}");

      assertThat(
              playground.rows(
                  "SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public' ORDER BY"
                      + " 1"))
          .containsExactly("t soakgate_app", "u soakgate_app", "v soakgate_app");
      assertThat(playground.one("SELECT count(*) FROM soakgate.applied")).isEqualTo("3");
    } finally {
      playground.run("DROP OWNED BY soakgate_app; DROP ROLE soakgate_app");
    }
  }

  @Test
  void a_deferred_constraint_fails_before_the_commit() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE TABLE p (n int PRIMARY KEY);\nCREATE TABLE q (n int REFERENCES p DEFERRABLE"
            + " INITIALLY DEFERRED);\nINSERT INTO q VALUES (1);");

    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining("sql/a.sql:3: ERROR 23503: insert or update on table \"q\" violates");
  }

  @Test
  void fifty_thousand_statements_take_seconds() throws Exception {
    StringBuilder sql = new StringBuilder("CREATE TABLE t (n int, s text);\n");
    for (int i = 0; i < 50_000; i++) {
      sql.append("INSERT INTO t VALUES (")
          .append(i)
          .append(", 'it''s row ; ")
          .append(i)
          .append("');\n");
    }
    playground.admit("sql/a.sql", sql.toString());

    Effect effect = playground.apply("c", A);

    assertThat(effect.ran()).isEqualTo(50_001);
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("50000");
    System.out.println("50,001 statements took " + effect.took());
  }
}
