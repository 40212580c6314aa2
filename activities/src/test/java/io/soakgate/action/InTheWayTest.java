package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others hold locks (F-24, F-25). */
@Tag("postgres")
class InTheWayTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run("CREATE TABLE t (n int); CREATE SEQUENCE tries");
  }

  @Tag("T-39")
  @Test
  void who_is_in_the_way_is_named_and_waited_for() throws Exception {
    playground.admit("sql/a.sql", "ALTER TABLE t ADD COLUMN m int;");
    Playground.Recorder pulse = new Playground.Recorder();
    playground.patient(
        new Patience(50, Duration.ofSeconds(90), Duration.ofMillis(100), Duration.ZERO));
    CompletableFuture<Effect> effect;
    try (Connection other = playground.stranger();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM t");
      effect =
          CompletableFuture.supplyAsync(
              () ->
                  Waiting.quietly(
                      () ->
                          playground.sql(
                              "c",
                              Purpose.APPLY,
                              1,
                              "{\"file\": \"sql/a.sql\", \"lock-timeout\": \"700ms\"}",
                              pulse)));
      Waiting.until(() -> pulse.words.stream().anyMatch(w -> w.startsWith("try 2 follows: ")));
      other.rollback();
    }

    assertThat(effect.join().ran()).isEqualTo(1);
    assertThat(effect.join().values())
        .filteredOn(v -> v.name().equals("lock-wait"))
        .singleElement()
        .satisfies(v -> assertThat(v.number().longValue()).isBetween(200L, 90_000L));
    assertThat(effect.join().words())
        .matches(
            ".*; waited \\d+\\.\\d s for locks, longest \\d+\\.\\d s for pid \\d+ \\(\\w+, idle in"
                + " transaction, \\d+ s\\): SELECT count\\(\\*\\) FROM t");
    assertThat(pulse.words)
        .anyMatch(
            w ->
                w.matches(
                    "waits for pid \\d+ \\(\\w+, idle in transaction, \\d+ s\\): SELECT"
                        + " count\\(\\*\\) FROM t"))
        .anyMatch(
            w ->
                w.startsWith(
                    "try 2 follows: ERROR 55P03: canceling statement due to lock timeout; the"
                        + " transaction was rolled back; in the way: pid "));
  }

  @Test
  void a_deadlock_and_a_serialization_failure_are_tried_again_from_the_start() throws Exception {
    playground.admit(
        "sql/a.sql",
        "INSERT INTO t VALUES (1);\nDO $$ DECLARE n int := nextval('tries'); BEGIN"
            + " IF n = 1 THEN RAISE EXCEPTION USING ERRCODE = '40P01'; END IF;"
            + " IF n = 2 THEN RAISE EXCEPTION USING ERRCODE = '40001'; END IF; END $$;");

    assertThat(playground.apply("c", A).values()).contains(Value.number("lock-retries", 2));
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("1");
  }

  @Test
  void a_statement_timeout_fails_with_its_line() throws Exception {
    playground.admit("sql/a.sql", "SELECT 1;\nSELECT pg_sleep(9);");

    assertThatThrownBy(
            () ->
                playground.apply(
                    "c", "{\"file\": \"sql/a.sql\", \"statement-timeout\": \"200ms\"}"))
        .hasMessageContaining(
            "sql/a.sql:2: ERROR 57014: canceling statement due to statement timeout; the statement"
                + " begins: SELECT pg_sleep(9).");
  }

  @Tag("T-39")
  @Test
  void a_script_cannot_switch_off_the_lock_timeout() throws Exception {
    playground.admit("sql/a.sql", "SELECT 1;\nSET lock_timeout = 0;");

    assertThatThrownBy(() -> playground.apply("c", A))
        .hasMessageContaining(
            "sql/a.sql:2:1: a setting that is Soakgate's to keep: SET lock_timeout = 0: without"
                + " lock_timeout a waiting script blocks everybody behind it, and by"
                + " application_name a successor finds this session; take the line out; say"
                + " lock-timeout under sql for another time");
  }
}
