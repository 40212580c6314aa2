package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that cannot run in one transaction. */
@Tag("postgres")
class StepwiseTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run(
        "CREATE SCHEMA menu; CREATE TABLE menu.dishes (id int, name text, price int); INSERT INTO"
            + " menu.dishes SELECT i, 'dish ' || i, i % 7 FROM generate_series(1, 200) i");
  }

  @Tag("T-11")
  @Test
  void builds_indexes_concurrently_and_finds_them_done() throws Exception {
    playground.admit(
        "sql/a.sql",
        "SET maintenance_work_mem = '64MB';\n"
            + "CREATE INDEX CONCURRENTLY IF NOT EXISTS dishes_name ON menu.dishes (lower(name))"
            + " WHERE price > 1;\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY \"Dishes Id\" ON menu.dishes USING btree (id);\n"
            + "ANALYZE menu.dishes;");

    Effect first = playground.apply("indexes", A);
    Effect second = playground.apply("indexes", A);

    assertThat(first.words()).isEqualTo("Ran 4 statements of sql/a.sql, one by one");
    assertThat(first.ran()).isEqualTo(3);
    assertThat(second.ran()).isZero();
    assertThat(second.alreadyDone()).isEqualTo(4);
    assertThat(playground.rows("SELECT first, state, object FROM soakgate.applied ORDER BY first"))
        .containsExactly("2 done menu.dishes_name", "3 done menu.\"Dishes Id\"", "4 done null");
    assertThat(playground.rows("SELECT type, identity FROM soakgate.created ORDER BY number"))
        .containsExactly("index menu.dishes_name", "index menu.\"Dishes Id\"");
  }

  @Tag("T-02")
  @Test
  void a_failing_statement_leaves_what_was_before_it_and_no_invalid_index() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (price);");

    assertThatThrownBy(() -> playground.apply("indexes", A))
        .hasMessageContaining(
            "sql/a.sql:3: ERROR 23505: could not create unique index \"two\"; the statement begins:"
                + " CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (price). Stopped after 1 of"
                + " 2 statements; what they did stays, as the ledger shows: undo the change, or"
                + " correct the script and admit it with a new deployment");
    assertThat(
            playground.rows(
                "SELECT indexrelid::regclass FROM pg_index WHERE indrelid ="
                    + " 'menu.dishes'::regclass"))
        .containsExactly("menu.one");
  }

  @Tag("T-04")
  @Test
  void an_invalid_index_of_that_name_is_dropped_and_built_anew() throws Exception {
    leaveInvalid("CREATE UNIQUE INDEX CONCURRENTLY one ON menu.dishes (price)");
    playground.admit(
        "sql/a.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS one ON menu.dishes (name);");

    Effect effect = playground.apply("indexes", A);

    assertThat(effect.words())
        .isEqualTo(
            "Ran 1 statement of sql/a.sql, one by one; invalid indexes dropped and built anew: 1");
    assertThat(effect.values()).contains(Value.number("rebuilt-indexes", 1));
    assertThat(
            playground.one(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = 'menu.one'::regclass"))
        .isEqualTo("t");
    assertThat(playground.one("SELECT count(*) FROM soakgate.created")).isEqualTo("0");
  }

  @Test
  void another_index_of_that_name_is_not_taken_for_the_one_asked_for() throws Exception {
    playground.run("CREATE INDEX one ON menu.dishes (price)");
    playground.admit(
        "sql/a.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS one ON menu.dishes (name);");

    assertThatThrownBy(() -> playground.apply("indexes", A))
        .hasMessageContaining(
            "sql/a.sql:1:1: another index of the name menu.one is there: CREATE INDEX one ON"
                + " menu.dishes USING btree (price); the statement begins: CREATE INDEX"
                + " CONCURRENTLY IF NOT EXISTS one ON menu.dishes (name). Drop or rename that"
                + " index, or give the new one another name");
  }

  @Test
  void the_same_index_there_already_is_fine_and_not_ours() throws Exception {
    playground.run(
        "CREATE INDEX one ON menu.dishes (lower(name) text_pattern_ops) WHERE price > 1");
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS one ON menu.dishes (LOWER(name) text_pattern_ops)"
            + " WHERE price>1;");

    assertThat(playground.apply("indexes", A).ran()).isEqualTo(1);
    assertThat(playground.one("SELECT count(*) FROM soakgate.created")).isEqualTo("0");
  }

  @Test
  void a_concurrent_build_that_gives_up_on_a_lock_is_tried_again() throws Exception {
    playground.admit("sql/a.sql", "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);");
    playground.patient(
        new Patience(3, Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ZERO));
    String with = "{\"file\": \"sql/a.sql\", \"lock-timeout\": \"300ms\"}";
    try (Connection other = playground.stranger();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE menu.dishes SET price = 0 WHERE id = 1");

      assertThatThrownBy(() -> playground.apply("indexes", with))
          .hasMessageContaining("indexes: given up after 3 tries in ")
          .hasMessageContaining("canceling statement due to lock timeout")
          .hasMessageContaining(", idle in transaction, ")
          .hasMessageContaining("s): UPDATE menu.dishes SET price = ? WHERE id = ?");
      other.rollback();
    }

    Effect effect = playground.apply("indexes", with);

    assertThat(effect.ran()).isEqualTo(1);
    assertThat(
            playground.one(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = 'menu.one'::regclass"))
        .isEqualTo("t");
    assertThat(playground.rows("SELECT identity FROM soakgate.created"))
        .containsExactly("menu.one");
  }

  @Test
  void statements_that_can_be_in_a_transaction_are_once_each() throws Exception {
    playground.admit(
        "sql/a.sql",
        "SET search_path = menu;\n"
            + "INSERT INTO dishes VALUES (1000);\n"
            + "DROP INDEX CONCURRENTLY IF EXISTS nothing;\n"
            + "INSERT INTO dishes VALUES (1001);\n"
            + "SELECT count(*) / (count(*) - 202) FROM dishes;");

    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining("sql/a.sql:5: ERROR 22012");
    playground.run("INSERT INTO menu.dishes VALUES (1002)");
    Effect second = playground.apply("c", A);

    assertThat(second.alreadyDone()).isEqualTo(3);
    assertThat(second.ran()).isEqualTo(1);
    assertThat(playground.one("SELECT count(*) FROM menu.dishes WHERE id >= 1000")).isEqualTo("3");
  }

  @Test
  void what_leaves_no_trace_must_be_called_repeatable() throws Exception {
    playground.admit("sql/a.sql", "VACUUM menu.dishes;");

    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining(
            "sql/a.sql:1:1: leaves no trace that proves it ran: VACUUM menu.dishes: after a crash"
                + " nobody could tell whether to run it again; say repeatable: true under sql if it"
                + " may run twice, or take it out");
    assertThat(playground.apply("c", "{\"file\": \"sql/a.sql\", \"repeatable\": true}").ran())
        .isEqualTo(1);
  }

  private void leaveInvalid(String build) {
    assertThatThrownBy(() -> playground.run(build)).hasMessageContaining("could not create unique");
  }
}
