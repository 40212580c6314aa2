package io.soakgate.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.soakgate.backup.Ground;
import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class RowsReaderTest {
  private static final String WAITS =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'shop.tenants'::regclass";

  @TempDir Path home;
  private Ground ground;

  @BeforeEach
  void build() throws Exception {
    ground = Ground.in(home);
    // 45 MB: cut into two ranges.
    ground.run(
        "CREATE TABLE shop.events AS SELECT i AS id, repeat('x', 100) AS words"
            + " FROM generate_series(1, 300000) i");
  }

  private Connection open() throws SQLException {
    return ground.target.connect("test");
  }

  @Test
  void partsOnSeveralSessionsComeToWhatOneSessionSees() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    Fingerprint alone;
    try (Connection session = open()) {
      alone = FingerprintReader.read(session);
    }
    try (Connection holder = open();
        Statement statement = holder.createStatement()) {
      String snapshot = snapshot(statement);
      assertThat(new RowsReader(this::open, 3, told::add).read(snapshot, List.of()))
          .isEqualTo(alone.rows());
    }
    assertThat(FingerprintReader.read(this::open, List.of())).isEqualTo(alone);
    assertThat(told).contains("hashed 7 of 7 parts of tables").hasSize(7);
  }

  @Test
  void whatIsWrittenAfterTheSnapshotIsNotSeen() throws Exception {
    try (Connection holder = open();
        Statement statement = holder.createStatement()) {
      String snapshot = snapshot(statement);
      ground.run("DELETE FROM shop.orders; DELETE FROM shop.events WHERE id > 10");

      List<TableContent> rows =
          new RowsReader(this::open, 2, words -> {}).read(snapshot, List.of("shop.orders_1"));

      assertThat(rows)
          .extracting(TableContent::table, TableContent::count)
          .containsExactly(
              tuple("shop.\"Odd \"\"Name\"", 3L),
              tuple("shop.events", 300000L),
              tuple("shop.orders_rest", 2400L),
              tuple("shop.sums", 5L),
              tuple("shop.tenants", 20L));
    }
  }

  @Test
  void itIsStoppedFromAnotherThread() throws Exception {
    try (Connection holder = open();
        Statement statement = holder.createStatement()) {
      String snapshot = snapshot(statement);
      RowsReader[] reader = new RowsReader[1];
      reader[0] = new RowsReader(this::open, 2, words -> reader[0].cancel());
      assertThatThrownBy(() -> reader[0].read(snapshot, List.of()))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57014");
    }
  }

  /**
   * One of its sessions has read a table, somebody waits to change it, and another of its sessions
   * would wait for him.
   */
  @Test
  void whoeverWaitsForATableThatWasReadHoldsNothingUp() throws Exception {
    ExecutorService strangers = Executors.newFixedThreadPool(2);
    Future<?> change;
    try (Connection session = open();
        Sight first = Sight.now(session);
        Connection busy = open();
        Statement nightly = busy.createStatement()) {
      first.statement().executeQuery("SELECT count(*) FROM shop.tenants").close();
      change = strangers.submit(() -> change());
      while (ground.ask(WAITS).equals("0")) {
        Thread.onSpinWait();
      }
      // Meanwhile the first is kept from reading, so that the other one comes to that table.
      nightly.execute("SET idle_in_transaction_session_timeout = '4s'; BEGIN; LOCK shop.events");

      List<TableContent> rows =
          new RowsReader(this::open, 2, words -> {}).read(first, first.export(), List.of());

      assertThat(rows).hasSize(6);
      assertThat(change).isNotDone();
    } finally {
      strangers.shutdown();
    }
    assertThat(change).succeedsWithin(Duration.ofSeconds(90));
  }

  private Void change() throws SQLException {
    ground.run("SET lock_timeout = '60s'; ALTER TABLE shop.tenants ADD note text");
    return null;
  }

  @Test
  void anInterruptEndsWhatRunsOnTheServer() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> FingerprintReader.read(this::open, List.of()))
        .isInstanceOf(InterruptedException.class);
    assertThat(
            ground.ask(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND state = 'active' AND pid <> pg_backend_pid()"))
        .isEqualTo("0");
  }

  @Test
  void rowsThatAreHiddenAreAnError() throws Exception {
    ground.run("GRANT SELECT ON ALL TABLES IN SCHEMA shop TO shop_app");
    Sessions asApp =
        () -> {
          Connection session = open();
          try (Statement statement = session.createStatement()) {
            statement.execute("SET ROLE shop_app");
          }
          return session;
        };
    assertThatThrownBy(() -> FingerprintReader.read(asApp, List.of()))
        .hasMessageContaining("query would be affected by row-level security policy");
  }

  private static String snapshot(Statement statement) throws SQLException {
    statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }
}
