package io.soakgate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.history.Found.Rights;
import io.soakgate.plan.History;
import io.soakgate.plan.History.Tool;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Soakgate writes into Flyway's table, held against Flyway itself. */
@Tag("postgres")
class FlywayHistoryTest {
  private static final History HISTORY =
      new History(Tool.FLYWAY, "public.flyway_schema_history", "sql", null, "plan.yaml:1:1");

  @TempDir Path folder;
  private final TestDatabase database = TestCluster.freshDatabase();
  private final HistoryTable table = HistoryTable.of(HISTORY);

  @BeforeEach
  void firstMigrationByFlyway() throws Exception {
    write("V001__create_tenants.sql", "CREATE TABLE tenants (id int);\n");
    flyway().migrate();
    write("V002__add_ümläut.sql", "-- ünï\r\nCREATE TABLE users (id int);\r\n\r\n");
    write("V3_1__last one__of_all.sql", "CREATE TABLE roles (id int)");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private Flyway flyway() {
    return Flyway.configure(getClass().getClassLoader())
        .dataSource(database.url(), database.user(), database.password())
        .locations("filesystem:" + folder)
        .ignoreMigrationPatterns("*:pending")
        .loggers("slf4j")
        .load();
  }

  private MigrationFile file(String name) {
    try {
      return new MigrationFile("sql/" + name, Files.readAllBytes(folder.resolve(name)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<MigrationFile> files() {
    String[] names = folder.toFile().list();
    return Arrays.stream(names).sorted().map(this::file).toList();
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    for (MigrationInfo info : flyway().info().all()) {
      states.add(info.getVersion() + " " + info.getState().getDisplayName());
    }
    return states;
  }

  private void run(List<String> statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(table.lock());
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private Connection connect() throws SQLException {
    return java.sql.DriverManager.getConnection(
        database.url(), database.user(), database.password());
  }

  private Course course() throws SQLException {
    try (Connection connection = connect()) {
      return table.course(connection, files());
    }
  }

  private void apply(String name) throws SQLException {
    run(List.of(file(name).text()));
    run(table.write(file(name), files()));
  }

  @Test
  void flywayTakesWhatWasWrittenForItsOwn() throws Exception {
    assertThat(states()).containsExactly("001 Success", "002 Pending", "3.1 Pending");

    apply("V002__add_ümläut.sql");
    apply("V3_1__last one__of_all.sql");

    flyway().validate();
    assertThat(states()).containsExactly("001 Success", "002 Success", "3.1 Success");
    assertThat(flyway().migrate().migrationsExecuted).isZero();
    MigrationInfo last = flyway().info().current();
    assertThat(last.getDescription()).isEqualTo("last one  of all");
    assertThat(last.getScript()).isEqualTo("V3_1__last one__of_all.sql");
    assertThat(last.getInstalledRank()).isEqualTo(3);
    assertThat(last.getInstalledBy()).isEqualTo(database.user());
    assertThat(last.getExecutionTime()).isNotNegative();
  }

  @Test
  void whatIsTakenOutIsPendingAgainAndFlywayAppliesIt() throws Exception {
    apply("V002__add_ümläut.sql");
    run(List.of("DROP TABLE users"));

    run(table.forget(file("V002__add_ümläut.sql"), files()));

    flyway().validate();
    assertThat(states()).containsExactly("001 Success", "002 Pending", "3.1 Pending");
    assertThat(flyway().migrate().migrationsExecuted).isEqualTo(2);
  }

  @Test
  void whatFlywayCallsChangedSoDoesTheCourse() throws Exception {
    apply("V002__add_ümläut.sql");
    assertThat(course().changed()).isEmpty();

    write("V001__create_tenants.sql", "CREATE TABLE tenants (id bigint);\n");

    assertThatThrownBy(() -> flyway().validate())
        .isInstanceOf(FlywayValidateException.class)
        .hasMessageContaining("checksum mismatch for migration version 001");
    assertThat(course().changed()).containsExactly("001");
  }

  @Test
  void theCourseSaysWhatFlywaySays() throws Exception {
    write("V1_5__between.sql", "SELECT 1");
    apply("V002__add_ümläut.sql");
    Files.delete(folder.resolve("V001__create_tenants.sql"));

    Course course = course();

    assertThat(states())
        .containsExactlyInAnyOrder("001 Missing", "1.5 Ignored", "002 Success", "3.1 Pending");
    assertThat(course.strangers()).containsExactly("001");
    assertThat(course.outOfOrder()).containsExactly("1.5");
    assertThat(course.pending()).containsExactly("1.5", "3.1");
    assertThat(course.last()).isEqualTo("002");
  }

  @Test
  void whatABaselineCoversIsNotPending() throws Exception {
    run(List.of("DROP TABLE flyway_schema_history, tenants"));
    Flyway baseline =
        Flyway.configure(getClass().getClassLoader())
            .dataSource(database.url(), database.user(), database.password())
            .locations("filesystem:" + folder)
            .baselineVersion("2")
            .loggers("slf4j")
            .load();
    baseline.baseline();

    assertThat(course().pending()).containsExactly("3.1");
    assertThat(course().against(List.of("sql/V3_1__last one__of_all.sql"))).isEmpty();
  }

  @Test
  void aFileThatFlywayWouldFillInIsRefused() throws Exception {
    write("V4__a.sql", "CREATE TABLE ${name} (id int)");
    Problems problems = new Problems();

    table.check(file("V4__a.sql"), "plan.yaml:9:9", problems);

    assertThat(problems.list().stream().map(Problem::line))
        .containsExactly(
            "plan.yaml:9:9: `sql/V4__a.sql` holds `${`: Flyway would put a value in its place, and"
                + " Soakgate runs the file as it stands; write the value out, or run the file with"
                + " Flyway and leave it out of the plan");
  }

  @Test
  void historiesAreFoundByTheirNames() throws Exception {
    run(
        List.of(
            "CREATE SCHEMA supabase_migrations",
            "CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY)",
            "CREATE SCHEMA soakgate",
            "CREATE TABLE soakgate.flyway_schema_history (version text)",
            "CREATE TABLE databasechangelog (id text)"));

    try (Connection connection = connect()) {
      assertThat(Found.all(connection))
          .containsExactly(
              new Found(Tool.LIQUIBASE, "public.databasechangelog"),
              new Found(Tool.FLYWAY, "public.flyway_schema_history"),
              new Found(Tool.SUPABASE, "supabase_migrations.schema_migrations"));
      assertThat(Found.rights(connection, HISTORY.table())).isEqualTo(Rights.ALL);
      assertThat(Found.rights(connection, "public.nowhere")).isEqualTo(Rights.NO_TABLE);
    }
  }

  @Test
  void literalsHoldWhateverTheFileHolds() throws Exception {
    String text = "it's \\n 'quoted' \u00e9";

    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT " + Literal.of(text))) {
      row.next();
      assertThat(row.getString(1)).isEqualTo(text);
    }
  }
}
