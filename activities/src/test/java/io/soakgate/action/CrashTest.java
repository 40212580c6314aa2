package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed with SIGKILL in the middle; the next attempt finishes what it began. */
@Tag("crash")
class CrashTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";
  private static final String B = "{\"file\": \"sql/b.sql\"}";
  private static final Pulse NEXT = new Playground.Recorder(new Fence(2_000, 2));

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run("CREATE TABLE t (n int); CREATE SEQUENCE tries");
  }

  @Test
  void in_a_transaction() throws Exception {
    playground.admit("sql/a.sql", "INSERT INTO t VALUES (1);\n" + sleepOnce());
    killWhile("pg_sleep", Purpose.APPLY, "sql/a.sql");

    Effect effect = playground.sql("c", Purpose.APPLY, 1, A, NEXT);

    assertThat(effect.ran()).isEqualTo(2);
    assertThat(playground.one("SELECT count(*) FROM t")).isEqualTo("1");
    assertThat(playground.one("SELECT count(*) FROM soakgate.applied")).isEqualTo("1");
  }

  @Test
  void in_an_index_built_concurrently() throws Exception {
    playground.admit(
        "sql/a.sql",
        "INSERT INTO t VALUES (1);\nCREATE INDEX CONCURRENTLY one ON t (n);\nINSERT INTO t VALUES"
            + " (2);");
    try (Connection other = playground.stranger();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (3)");
      killWhile("CREATE INDEX", Purpose.APPLY, "sql/a.sql");
      other.commit();
    }

    Effect effect = playground.sql("c", Purpose.APPLY, 1, A, NEXT);

    assertThat(effect.alreadyDone()).isEqualTo(1);
    assertThat(effect.ran()).isEqualTo(2);
    assertThat(playground.rows("SELECT n FROM t ORDER BY n")).containsExactly("1", "2", "3");
    assertThat(
            playground.rows(
                "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid ="
                    + " 't'::regclass"))
        .containsExactly("one t");
    assertThat(playground.one("SELECT object = 'one'::regclass FROM soakgate.created"))
        .isEqualTo("t");
  }

  @Test
  void in_an_undo() throws Exception {
    playground
        .admit("sql/a.sql", "INSERT INTO t VALUES (1), (2);")
        .admit(
            "sql/b.sql",
            "DELETE FROM t WHERE n = 1;\n" + sleepOnce() + "\nUPDATE t SET n = n + 1;");
    playground.apply("c", A);
    killWhile("pg_sleep", Purpose.UNDO, "sql/b.sql");

    Effect effect = playground.sql("c", Purpose.UNDO, 1, B, NEXT);

    assertThat(effect.ran()).isEqualTo(3);
    assertThat(playground.rows("SELECT n FROM t")).containsExactly("3");
  }

  @Test
  void while_it_drops_what_it_created() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON t (n);\nCREATE INDEX CONCURRENTLY two ON t (n, n);\n"
            + "CREATE TABLE u ();");
    playground.apply("c", A);
    try (Connection other = playground.stranger();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("INSERT INTO t VALUES (3)");
      killWhile("DROP INDEX", Purpose.UNDO, "drop-created");
      other.commit();
    }

    playground.dropCreated("c", 1, NEXT);

    assertThat(
            playground.rows(
                "SELECT relname FROM pg_class WHERE relnamespace ="
                    + " 'public'::regnamespace ORDER BY 1"))
        .containsExactly("t", "tries");
  }

  private static String sleepOnce() {
    return "SELECT CASE WHEN nextval('tries') = 1 THEN pg_sleep(60) END;";
  }

  private void killWhile(String query, Purpose purpose, String what) throws Exception {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashChild.class.getName(),
                    playground.target.host(),
                    Integer.toString(playground.target.port()),
                    playground.target.database(),
                    playground.target.user(),
                    playground.target.password().reference().substring("file:".length()),
                    playground.store.url(),
                    playground.folders.plans().toString(),
                    purpose.name(),
                    what))
            .redirectErrorStream(true)
            .redirectOutput(new File(home.toFile(), "child.log"))
            .start();
    try {
      Waiting.until(() -> busy(query));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private boolean busy(String query) {
    try {
      return playground
          .one(
              "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'soakgate/d-1/c'"
                  + " AND state = 'active' AND query ~ '"
                  + query
                  + "'")
          .equals("1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
