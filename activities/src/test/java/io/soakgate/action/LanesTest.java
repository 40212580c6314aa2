package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes built side by side, a lane for each table. */
@Tag("postgres")
class LanesTest {
  private static final String A = "{\"file\": \"sql/a.sql\", \"lock-timeout\": \"300ms\"}";
  private static final String USABLE =
      "SELECT indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
          + " WHERE c.relnamespace = 'menu'::regnamespace AND indisvalid ORDER BY 1";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run(
        "CREATE SCHEMA menu; CREATE TABLE menu.dishes (id int, name text);"
            + " CREATE TABLE menu.courses (id int, name text);"
            + " INSERT INTO menu.dishes SELECT i, 'dish ' || i FROM generate_series(1, 2000) i;"
            + " INSERT INTO menu.courses SELECT 7, 'course ' || i FROM generate_series(1, 20) i");
  }

  @Test
  void a_table_that_somebody_holds_does_not_keep_another_waiting() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY dishes_name ON menu.dishes (name);\n"
            + "CREATE INDEX CONCURRENTLY courses_name ON menu.courses (name);\n");
    playground.patient(
        new Patience(100, Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ZERO));
    try (Connection other = playground.stranger();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE menu.dishes SET name = 'held' WHERE id = 1");
      CompletableFuture<Effect> applied = new CompletableFuture<>();
      Thread thread = new Thread(() -> complete(applied, A));
      thread.start();

      Waiting.until(
          () ->
              Waiting.quietly(() -> playground.rows(USABLE)).equals(List.of("menu.courses_name")));
      other.rollback();

      assertThat(applied.get(60, TimeUnit.SECONDS).ran()).isEqualTo(2);
    }
    assertThat(playground.rows(USABLE)).containsExactly("menu.courses_name", "menu.dishes_name");
  }

  @Test
  void a_build_that_fails_stops_the_other_lane_after_the_build_it_is_at() throws Exception {
    playground.admit(
        "sql/a.sql",
        "SET maintenance_work_mem = '32MB';\n"
            + "CREATE INDEX CONCURRENTLY dishes_name ON menu.dishes (name);\n"
            + "CREATE INDEX CONCURRENTLY dishes_id ON menu.dishes (id);\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY courses_id ON menu.courses (id);\n");

    assertThatThrownBy(() -> playground.apply("indexes", A))
        .hasMessageContaining(
            "sql/a.sql:4: ERROR 23505: could not create unique index \"courses_id\"")
        .hasMessageMatching("(?s).*Stopped after [012] of 4 statements; .*");
    assertThat(playground.one("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");

    playground.run("DELETE FROM menu.courses WHERE name <> 'course 1'");
    Effect again = playground.apply("indexes", A);

    assertThat(again.ran() + again.alreadyDone()).isEqualTo(3);
    assertThat(playground.rows(USABLE))
        .containsExactly("menu.courses_id", "menu.dishes_id", "menu.dishes_name");
    assertThat(playground.rows("SELECT type, identity FROM soakgate.created ORDER BY 2"))
        .containsExactly("index menu.courses_id", "index menu.dishes_id", "index menu.dishes_name");
  }

  @Test
  void every_lane_has_the_settings_of_the_script() throws Exception {
    playground.run("CREATE TABLE menu.a (id int); CREATE TABLE menu.b (id int)");
    playground.admit(
        "sql/a.sql",
        "SET search_path = menu;\n"
            + "CREATE INDEX CONCURRENTLY a_id ON a (id);\n"
            + "CREATE INDEX CONCURRENTLY b_id ON b (id);\n");

    assertThat(playground.apply("indexes", A).ran()).isEqualTo(2);

    assertThat(playground.rows(USABLE)).containsExactly("menu.a_id", "menu.b_id");
  }

  @Test
  void one_lane_is_enough_where_the_plan_says_so() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY courses_name ON menu.courses (name);\n"
            + "CREATE INDEX CONCURRENTLY dishes_name ON menu.dishes (name);\n");

    playground.apply("indexes", "{\"file\": \"sql/a.sql\", \"parallel\": 1}");

    assertThat(playground.rows("SELECT first FROM soakgate.applied ORDER BY at"))
        .containsExactly("1", "2");
    assertThat(playground.one("SELECT count(*) FROM soakgate.session")).isEqualTo("1");
  }

  private void complete(CompletableFuture<Effect> applied, String with) {
    try {
      applied.complete(playground.apply("indexes", with));
    } catch (Exception e) {
      applied.completeExceptionally(e);
    }
  }
}
