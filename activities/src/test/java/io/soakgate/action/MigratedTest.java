package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Migrations;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.plan.History;
import io.soakgate.plan.History.Tool;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An action and the application's history, in one transaction; Flyway itself judges (ADR 0016). */
@Tag("postgres")
class MigratedTest {
  private static final History HISTORY =
      new History(Tool.FLYWAY, "public.flyway_schema_history", "sql", null, "plan.yaml:1:1");
  private static final String V2 = "sql/V002__users.sql";
  private static final String V3 = "sql/V003__roles.sql";
  private static final String ROWS =
      "SELECT installed_rank, version, script, success FROM flyway_schema_history ORDER BY 1";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.admit("sql/V001__tenants.sql", "CREATE TABLE tenants (id int);");
    flyway().migrate();
    playground.admit(V2, "CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);");
    playground.admit(V3, "CREATE TABLE roles (id int);");
    playground.admit("back/users.sql", "DROP TABLE users;");
  }

  private Flyway flyway() {
    return Flyway.configure(getClass().getClassLoader())
        .dataSource(
            playground.target.url(playground.target.database()),
            playground.target.user(),
            playground.target.password().reveal())
        .locations("filesystem:" + home.resolve("plans/p/sql"))
        .ignoreMigrationPatterns("*:pending")
        .loggers("slf4j")
        .load();
  }

  private ActRequest request(Purpose purpose, String kind, String with, String... files) {
    ActRequest plain = playground.request("users", purpose, 1, kind, with);
    return new ActRequest(
        plain.scope(),
        plain.subject(),
        plain.purpose(),
        plain.attempt(),
        plain.spec(),
        plain.scripts(),
        null,
        new Migrations(HISTORY, List.of(files)));
  }

  private static String with(String... files) {
    return "{\"files\": [\"" + String.join("\", \"", files) + "\"]}";
  }

  private Effect sql(Purpose purpose, String with, String... files) throws Exception {
    ActRequest request = request(purpose, "sql", with, files);
    return new SqlAction(playground.targets, playground.folders, playground.store, Playground.QUICK)
        .act(Playground.node(request), request, new Playground.Recorder());
  }

  @Test
  void whatIsAppliedStandsInTheHistoryAsIfFlywayHadAppliedIt() throws Exception {
    Effect effect = sql(Purpose.APPLY, with(V2, V3), V2, V3);

    assertThat(effect.words())
        .isEqualTo(
            "Ran 3 statements of sql/V002__users.sql and 1 more in one transaction;"
                + " public.flyway_schema_history holds V002__users.sql, V003__roles.sql");
    assertThat(playground.rows(ROWS))
        .containsExactly(
            "1 001 V001__tenants.sql t", "2 002 V002__users.sql t", "3 003 V003__roles.sql t");
    flyway().validate();
    assertThat(flyway().migrate().migrationsExecuted).isZero();
  }

  @Test
  void whatIsUndoneIsPendingAgain() throws Exception {
    List<String> before = playground.rows(ROWS);
    sql(Purpose.APPLY, with(V2), V2);

    Effect effect = sql(Purpose.UNDO, with("back/users.sql"), V2);

    assertThat(effect.words())
        .endsWith("; public.flyway_schema_history holds V002__users.sql no more");
    assertThat(playground.rows(ROWS)).isEqualTo(before);
    flyway().validate();
    assertThat(flyway().migrate().migrationsExecuted).isEqualTo(2);
  }

  @Test
  void droppingWhatWasCreatedTakesItOutToo() throws Exception {
    sql(Purpose.APPLY, with(V2), V2);
    ActRequest undo = request(Purpose.UNDO, "drop-created", null, V2);

    Effect effect =
        new DropCreated(playground.targets, playground.folders, playground.store, Playground.QUICK)
            .act(Playground.node(undo), undo, new Playground.Recorder());

    assertThat(effect.words())
        .isEqualTo(
            "Dropped 1 object it had created; public.flyway_schema_history holds V002__users.sql"
                + " no more");
    assertThat(playground.rows(ROWS)).containsExactly("1 001 V001__tenants.sql t");
  }

  @Test
  void aScriptThatFailsLeavesNoRow() throws Exception {
    playground.admit(V2, "CREATE TABLE users (id int);\nSELECT 1 / 0;");

    assertThatThrownBy(() -> sql(Purpose.APPLY, with(V2), V2))
        .hasMessageContaining("Everything was rolled back: nothing of it is applied");

    assertThat(playground.rows(ROWS)).containsExactly("1 001 V001__tenants.sql t");
    assertThat(playground.one("SELECT to_regclass('users') IS NULL")).isEqualTo("t");
  }

  @Test
  void whatWouldMakeTheHistoryUntrueIsNotDone() throws Exception {
    assertThatThrownBy(() -> sql(Purpose.APPLY, with(V3), V3))
        .hasMessageContaining(
            "public.flyway_schema_history speaks against it: 003 would come before what it"
                + " follows: 002. Nothing was done");

    flyway().migrate();
    assertThatThrownBy(() -> sql(Purpose.APPLY, with(V2), V2))
        .hasMessageContaining("speaks against it: 002 is applied already (by ");
    assertThat(playground.rows("SELECT id FROM users")).containsExactly("1");
  }

  @Test
  void whatTheLedgerShowsAsDoneIsNotWrittenTwice() throws Exception {
    sql(Purpose.APPLY, with(V2), V2);

    assertThat(sql(Purpose.APPLY, with(V2), V2).words())
        .isEqualTo("The ledger shows 2 statements of sql/V002__users.sql as done");

    assertThat(playground.rows(ROWS)).hasSize(2);
  }

  @Test
  void aScriptThatRunsStatementByStatementIsNoMigration() throws Exception {
    playground.admit(V2, "CREATE INDEX CONCURRENTLY i ON tenants (id);");

    assertThatThrownBy(() -> sql(Purpose.APPLY, with(V2), V2))
        .hasMessageContaining(
            "users: it does not run in one transaction, so public.flyway_schema_history cannot be"
                + " written with it");
    assertThat(playground.one("SELECT to_regclass('i') IS NULL")).isEqualTo("t");
  }

  @Test
  void theFileForAPersonWritesTheHistoryToo() throws Exception {
    ActRequest apply = request(Purpose.APPLY, "sql", with(V2), V2);

    ByHand hand =
        new SqlAction(playground.targets, playground.folders, playground.store)
            .byHand(Playground.node(apply), apply, null, "said");

    assertThat(hand.psql())
        .contains("INSERT INTO public.flyway_schema_history (installed_rank, version,");
  }
}
