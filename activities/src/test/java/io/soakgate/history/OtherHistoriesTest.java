package io.soakgate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.embedded.TestCluster;
import io.soakgate.embedded.TestCluster.TestDatabase;
import io.soakgate.plan.History;
import io.soakgate.plan.History.Tool;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Liquibase's and Supabase's tables, as those tools make them. */
@Tag("postgres")
class OtherHistoriesTest {
  // As Liquibase 4 creates them on PostgreSQL.
  private static final String CHANGELOG =
      "CREATE TABLE databasechangelog (id varchar(255) NOT NULL, author varchar(255) NOT NULL,"
          + " filename varchar(255) NOT NULL, dateexecuted timestamp NOT NULL, orderexecuted int"
          + " NOT NULL, exectype varchar(10) NOT NULL, md5sum varchar(35), description"
          + " varchar(255), comments varchar(255), tag varchar(255), liquibase varchar(20),"
          + " contexts varchar(255), labels varchar(255), deployment_id varchar(10));"
          + "CREATE TABLE databasechangeloglock (id int PRIMARY KEY, locked boolean NOT NULL,"
          + " lockgranted timestamp, lockedby varchar(255));"
          + "INSERT INTO databasechangeloglock VALUES (1, false, NULL, NULL)";
  private static final String FIRST_ROW =
      "INSERT INTO databasechangelog VALUES ('1', 'ann', 'db/changelog/001-tenants.sql', now(), 1,"
          + " 'EXECUTED', '9:abc', 'sql', '', NULL, '4.27.0', NULL, NULL, '1234567890')";
  private static final MigrationFile TENANTS =
      file("001-tenants.sql", "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;");
  private static final MigrationFile USERS =
      file(
          "002-users.sql",
          "--liquibase formatted sql\n\n--changeset bob:a splitStatements:false\nSELECT 1;\n"
              + "--rollback SELECT 2;\n-- changeset bob:b\nSELECT 2;");
  private static final List<MigrationFile> FOLDER = List.of(TENANTS, USERS);

  private final TestDatabase database = TestCluster.freshDatabase();
  private final HistoryTable liquibase = table(Tool.LIQUIBASE, "public.databasechangelog");
  private final HistoryTable supabase =
      table(Tool.SUPABASE, "supabase_migrations.schema_migrations");

  private static HistoryTable table(Tool tool, String name) {
    return HistoryTable.of(new History(tool, name, "sql", null, "plan.yaml:1:1"));
  }

  private static MigrationFile file(String name, String text) {
    return new MigrationFile("sql/" + name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  private Course course(HistoryTable table, List<MigrationFile> folder) throws SQLException {
    try (Connection connection = connect()) {
      return table.course(connection, folder);
    }
  }

  private static List<String> refusals(HistoryTable table, MigrationFile file) {
    Problems problems = new Problems();
    table.check(file, "plan.yaml:9:9", problems);
    return problems.list().stream().map(Problem::line).toList();
  }

  @Test
  void eachChangeSetIsARowUnderThePathThatLiquibaseKnows() throws Exception {
    run(CHANGELOG, FIRST_ROW);
    assertThat(course(liquibase, FOLDER).against(List.of(USERS.path()))).isEmpty();

    run(liquibase.lock());
    run(liquibase.write(USERS, FOLDER).toArray(String[]::new));

    assertThat(
            rows(
                "SELECT concat_ws(' ', id, author, filename, orderexecuted, exectype,"
                    + " coalesce(md5sum, 'none'), description, liquibase, length(deployment_id))"
                    + " FROM databasechangelog WHERE author = 'bob' ORDER BY orderexecuted"))
        .containsExactly(
            "a bob db/changelog/002-users.sql 2 EXECUTED none sql soakgate 10",
            "b bob db/changelog/002-users.sql 3 EXECUTED none sql soakgate 10");
    assertThat(course(liquibase, FOLDER).pending()).isEmpty();
    assertThat(course(liquibase, FOLDER).last()).isEqualTo("002-users.sql bob:b");
  }

  @Test
  void anUndoTakesItsChangeSetsOutAndNoOthers() throws Exception {
    run(CHANGELOG, FIRST_ROW);
    run(liquibase.write(USERS, FOLDER).toArray(String[]::new));

    run(liquibase.forget(USERS, FOLDER).toArray(String[]::new));

    assertThat(rows("SELECT id FROM databasechangelog")).containsExactly("1");
    assertThat(course(liquibase, FOLDER).pending())
        .containsExactly("002-users.sql bob:a", "002-users.sql bob:b");
  }

  @Test
  void aPathThatNoRowTellsAndALockThatIsHeldCloseTheTable() throws Exception {
    run(CHANGELOG);
    try (Connection connection = connect()) {
      assertThat(liquibase.closed(connection, FOLDER))
          .isEqualTo(
              "no file of the folder is applied yet, so the path by which Liquibase knows them is"
                  + " unknown: apply the first one with Liquibase");
      run(FIRST_ROW);
      assertThat(liquibase.closed(connection, FOLDER)).isNull();
      run("UPDATE databasechangeloglock SET locked = true, lockedby = 'build-7'");
      assertThat(liquibase.closed(connection, FOLDER))
          .isEqualTo("Liquibase holds its lock: build-7; wait for it, or release it");
    }
  }

  @Test
  void whatLiquibaseWouldDoOtherwiseIsRefused() {
    assertThat(refusals(liquibase, USERS)).isEmpty();
    assertThat(refusals(liquibase, file("a.sql", "SELECT 1;")))
        .containsExactly(
            "plan.yaml:9:9: `sql/a.sql` is no formatted SQL of Liquibase: its change sets, which"
                + " are the rows of the history, stand elsewhere; begin it with `--liquibase"
                + " formatted sql` and `--changeset author:id`");
    assertThat(
            refusals(
                liquibase,
                file(
                    "a.sql",
                    "--liquibase formatted sql\n--changeset a:1 runInTransaction:false\n"
                        + "--preconditions onFail:HALT\nSELECT 1;")))
        .containsExactly(
            refused("`runInTransaction:false`"), refused("`--preconditions onFail:HALT`"));
  }

  private static String refused(String what) {
    return "plan.yaml:9:9: `sql/a.sql` holds "
        + what
        + ": Liquibase acts on it, and Soakgate does not; take it out, or run the file with"
        + " Liquibase and leave it out of the plan";
  }

  @Test
  void supabaseGetsVersionNameAndStatements() throws Exception {
    run(
        "CREATE SCHEMA supabase_migrations",
        "CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY,"
            + " statements text[], name text)",
        "INSERT INTO supabase_migrations.schema_migrations VALUES ('20250110090000', '{}', 'a')");
    MigrationFile first = file("20250110090000_a.sql", "SELECT 1;");
    MigrationFile next =
        file("20250111090000_add_users.sql", "-- it's\nSELECT 'a\\b';\nSELECT 2;\n");
    List<MigrationFile> folder = List.of(first, next);
    assertThat(course(supabase, folder).against(List.of(next.path()))).isEmpty();

    run(supabase.lock());
    run(supabase.write(next, folder).toArray(String[]::new));

    assertThat(
            rows(
                "SELECT concat_ws('|', version, name, cardinality(statements), statements[2])"
                    + " FROM supabase_migrations.schema_migrations ORDER BY version DESC LIMIT 1"))
        .containsExactly("20250111090000|add_users|2|SELECT 2");
    assertThat(course(supabase, folder).last()).isEqualTo("20250111090000");
    run(supabase.forget(next, folder).toArray(String[]::new));
    assertThat(course(supabase, folder).pending()).containsExactly("20250111090000");
  }

  @Test
  void supabaseCouldNotRunACopyAgain() {
    assertThat(refusals(supabase, file("20250111090000_a.sql", "COPY a (b) FROM stdin;\n1\n\\.\n")))
        .containsExactly(
            "plan.yaml:9:9: `sql/20250111090000_a.sql` copies data from its own lines: Supabase"
                + " keeps a migration's statements, and could not run such a one again; write"
                + " INSERT statements, or load the data by a change of its own");
  }
}
