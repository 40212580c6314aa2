package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.target.Ask;
import io.soakgate.target.Fenced;
import io.soakgate.target.Fences;
import io.soakgate.target.Ledger;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Sessions;
import io.soakgate.verdict.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when something dies in the middle, and who finishes it (F-07 to F-13, F-70). */
@Tag("postgres")
class RecoveryTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";
  private static final String OURS =
      " FROM pg_stat_activity WHERE application_name = 'soakgate/d-1/c' AND query ~ ";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run("CREATE TABLE t (n int); CREATE SEQUENCE tries");
  }

  @Test
  void a_backend_killed_in_a_transaction_leaves_nothing_and_the_script_runs_once()
      throws Exception {
    playground.admit("sql/a.sql", "INSERT INTO t VALUES (1);\n" + once("pg_sleep(30)") + ";");
    CompletableFuture<Effect> effect = inBackground("c", 1, 1, Purpose.APPLY);
    killWhile("pg_sleep");

    assertThat(effect.join().ran()).isEqualTo(2);
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("1");
    assertThat(playground.one("SELECT count(*) FROM soakgate.applied")).isEqualTo("1");
  }

  @Test
  void a_backend_killed_in_a_concurrent_build_leaves_an_invalid_index_that_is_built_anew()
      throws Exception {
    playground.admit("sql/a.sql", "CREATE INDEX CONCURRENTLY one ON t (n);");
    CompletableFuture<Effect> effect;
    try (Connection other = playground.stranger();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (1)");
      effect = inBackground("c", 1, 1, Purpose.APPLY);
      killWhile("CREATE INDEX");
      assertThat(
              playground.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one'::regclass"))
          .isEqualTo("f");
      other.rollback();
    }

    assertThat(effect.join().values()).contains(Value.number("rebuilt-indexes", 1));
    assertThat(playground.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one'::regclass"))
        .isEqualTo("t");
    assertThat(playground.one("SELECT object = 'one'::regclass FROM soakgate.created"))
        .isEqualTo("t");
    playground.dropCreated("c", 1, new Playground.Recorder(new Fence(2_000, 1)));
    assertThat(playground.one("SELECT to_regclass('one')")).isEqualTo("null");
  }

  @Test
  void an_index_finished_by_a_session_that_nobody_heard_from_is_done() throws Exception {
    playground.admit("sql/a.sql", "CREATE INDEX CONCURRENTLY one ON t (n);");
    playground.admit("sql/b.sql", "CREATE INDEX CONCURRENTLY two ON t (n);");
    playground.apply("c", A);
    // As a kill between the build and its confirmation leaves it.
    playground.run(
        "UPDATE soakgate.applied SET state = 'intent'; DELETE FROM soakgate.created;"
            + " UPDATE soakgate.run SET finished = NULL");
    String oid = playground.one("SELECT 'one'::regclass::oid");

    Effect effect = playground.apply("c", A);

    assertThat(effect.values()).contains(Value.number("rebuilt-indexes", 0));
    assertThat(playground.rows("SELECT object FROM soakgate.created")).containsExactly(oid);
    assertThat(playground.one("SELECT state FROM soakgate.applied")).isEqualTo("done");
  }

  @Test
  void a_commit_whose_answer_was_lost_is_decided_by_the_ledger() throws Exception {
    playground.admit("sql/a.sql", "INSERT INTO t VALUES (1); -- cut here\nSELECT 'cut here';");
    try (CuttingProxy proxy =
        new CuttingProxy(playground.target.host(), playground.target.port(), "cut here")) {
      Effect effect = playground.through(proxy.port()).apply("c", A);

      assertThat(proxy.hasCut()).isTrue();
      assertThat(effect.words()).isEqualTo("The ledger shows 2 statements of sql/a.sql as done");
    }
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("1");
  }

  @Test
  void a_later_attempt_takes_over_and_the_earlier_one_writes_nothing() throws Exception {
    playground.admit("sql/a.sql", "INSERT INTO t VALUES (1);\n" + once("pg_sleep(30)") + ";");
    CompletableFuture<Effect> earlier = inBackground("c", 1, 1, Purpose.APPLY);
    await("SELECT count(*)" + OURS + "'pg_sleep'", "1");

    Effect later = inBackground("c", 1, 2, Purpose.APPLY).join();

    assertThat(later.ran()).isEqualTo(2);
    assertThatThrownBy(earlier::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining(
            "refused: a later attempt has taken over c of d-1; APPLY 1, attempt 1 may write nothing"
                + " any more");
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("1");
  }

  @Test
  void an_apply_that_wakes_up_after_its_undo_is_refused() throws Exception {
    playground.admit("sql/a.sql", "INSERT INTO t VALUES (1);").admit("sql/b.sql", "DELETE FROM t;");
    Pulse undo = new Playground.Recorder(new Fence(2_000, 1));
    Pulse sleeper = new Playground.Recorder(new Fence(1_000, 1));

    playground.sql("c", Purpose.UNDO, 1, "{\"file\": \"sql/b.sql\"}", undo);

    assertThatThrownBy(() -> playground.sql("c", Purpose.APPLY, 1, A, sleeper))
        .hasMessageContaining("a later attempt has taken over c of d-1");
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("0");
  }

  @Test
  void the_fence_holds_in_the_very_transaction_of_the_write() throws Exception {
    LedgerSchema.migrate(playground.target);
    Ask early = new Ask("d", "c", "APPLY", "a", 1, 10, 1);
    Ask late = new Ask("d", "c", "APPLY", "a", 1, 20, 2);
    try (Connection one = playground.stranger();
        Connection two = playground.stranger()) {
      long token = Fences.claim(one, early);
      one.setAutoCommit(false);
      Ledger.Run run = Ledger.run(one, early, 1, "digest", 1);
      Fences.claim(two, late);

      assertThatThrownBy(() -> Ledger.finish(one, run, early, token)).isInstanceOf(Fenced.class);
      one.rollback();
      assertThatThrownBy(() -> Fences.claim(one, early)).isInstanceOf(Fenced.class);
    }
  }

  @Test
  void an_undo_ends_what_an_apply_left_running_before_it_looks() throws Exception {
    playground
        .admit("sql/a.sql", "INSERT INTO t VALUES (1);\n" + once("pg_sleep(30)") + ";")
        .admit("sql/b.sql", "DELETE FROM t;");
    CompletableFuture<Effect> apply = inBackground("c", 1, 1, Purpose.APPLY);
    await("SELECT count(*)" + OURS + "'pg_sleep'", "1");

    Effect undo =
        playground.sql(
            "c",
            Purpose.UNDO,
            1,
            "{\"file\": \"sql/b.sql\"}",
            new Playground.Recorder(new Fence(2_000, 1)));

    assertThat(undo.words()).isEqualTo("c was never applied here: nothing to undo");
    assertThatThrownBy(apply::join).hasMessageContaining("a later attempt has taken over");
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("0");
  }

  @Test
  void a_backend_that_a_pooler_gives_again_is_registered_again() throws Exception {
    LedgerSchema.migrate(playground.target);
    Ask apply = new Ask("d-1", "c", "APPLY", "a", 1, 10, 1);
    Ask undo = new Ask("d-1", "c", "UNDO", "a", 1, 20, 1);
    try (Connection pooled = playground.target.connect("soakgate/d-1/c")) {
      Sessions.register(pooled, apply, Fences.claim(pooled, apply));
      Sessions.register(pooled, undo, Fences.claim(pooled, undo));
    }
    assertThat(playground.one("SELECT count(*) FROM soakgate.session")).isEqualTo("1");
  }

  @Test
  void only_sessions_that_were_registered_are_ended() throws Exception {
    playground.admit("sql/a.sql", "INSERT INTO t VALUES (1);");
    LedgerSchema.migrate(playground.target);
    Ask ask = new Ask("d-1", "c", "APPLY", "a", 1, 0, 1);
    try (Connection orphan = playground.target.connect("soakgate/d-1/c");
        Connection namesake = playground.target.connect("soakgate/d-1/c");
        Statement orphaned = orphan.createStatement();
        Statement named = namesake.createStatement()) {
      Sessions.register(orphan, ask, Fences.claim(orphan, ask));
      orphan.setAutoCommit(false);
      orphaned.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
      Playground.Recorder pulse = new Playground.Recorder();

      Effect effect = playground.sql("c", Purpose.APPLY, 1, A, pulse);

      assertThat(effect.ran()).isEqualTo(1);
      assertThat(pulse.words)
          .anyMatch(w -> w.startsWith("waits for the session of an earlier attempt: pid "));
      assertThatThrownBy(() -> orphaned.execute("SELECT 1")).isInstanceOf(SQLException.class);
      named.execute("SELECT 1");
    }
  }

  @Test
  void a_login_that_is_no_superuser_does_all_of_it() throws Exception {
    String password = playground.target.password().reveal();
    playground.run(
        "CREATE ROLE plain LOGIN PASSWORD '"
            + password
            + "'; GRANT CREATE ON DATABASE "
            + playground.target.database()
            + " TO plain; GRANT CREATE ON SCHEMA public TO plain;"
            + " ALTER TABLE t OWNER TO plain; GRANT ALL ON SEQUENCE tries TO plain");
    playground
        .as("plain")
        .admit(
            "sql/a.sql",
            "INSERT INTO t VALUES (1);\n"
                + once("pg_sleep(30)")
                + ";\nCREATE INDEX CONCURRENTLY one ON"
                + " t (n);\nCREATE VIEW v AS SELECT * FROM t;");
    CompletableFuture<Effect> earlier = inBackground("c", 1, 1, Purpose.APPLY);
    await("SELECT count(*)" + OURS + "'pg_sleep'", "1");

    Effect later = inBackground("c", 1, 2, Purpose.APPLY).join();
    playground.dropCreated("c", 1, new Playground.Recorder(new Fence(9_000, 1)));

    assertThat(later.alreadyDone()).isEqualTo(1);
    assertThat(later.ran()).isEqualTo(3);
    assertThatThrownBy(earlier::join).hasMessageContaining("a later attempt has taken over");
    assertThat(playground.one("SELECT coalesce(to_regclass('one'), to_regclass('v'))"))
        .isEqualTo("null");
    playground.run("DROP OWNED BY plain; DROP ROLE plain");
  }

  private static String once(String call) {
    return "SELECT CASE WHEN nextval('tries') = 1 THEN " + call + " END";
  }

  private CompletableFuture<Effect> inBackground(
      String subject, int ask, int attempt, Purpose purpose) {
    Pulse pulse = new Playground.Recorder(new Fence(1_000L * attempt, attempt));
    return CompletableFuture.supplyAsync(
        () -> Waiting.quietly(() -> playground.sql(subject, purpose, ask, A, pulse)));
  }

  private void killWhile(String query) throws Exception {
    await("SELECT count(*)" + OURS + "'" + query + "' AND state = 'active'", "1");
    assertThat(playground.rows("SELECT pg_terminate_backend(pid)" + OURS + "'" + query + "'"))
        .containsExactly("t");
  }

  private void await(String query, String expected) {
    Waiting.until(() -> Waiting.quietly(() -> playground.one(query)).equals(expected));
  }
}
