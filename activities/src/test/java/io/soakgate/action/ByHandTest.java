package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.embedded.TestCluster;
import io.soakgate.target.LedgerSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for psql, run by a real psql; the ledger afterwards reads as if Soakgate had run them. */
@Tag("postgres")
class ByHandTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";
  private static final String STEPS =
      "SET maintenance_work_mem = '64MB';\n"
          + "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n"
          + "CREATE INDEX CONCURRENTLY IF NOT EXISTS two ON menu.dishes (price); -- the price\n"
          + "CREATE TABLE menu.orders (id int PRIMARY KEY);\n"
          + "DO $$ BEGIN RAISE NOTICE 'kept % of\nthem', 7; END $$;\n"
          + "ANALYZE menu.dishes;";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run(
        "CREATE SCHEMA menu; CREATE TABLE menu.dishes (id int, name text, price int);"
            + " INSERT INTO menu.dishes SELECT i, 'dish ' || i, i % 7 FROM generate_series(1, 200) i");
  }

  private ByHand written(Action action, Purpose purpose) throws Exception {
    String with = action.kind().equals("sql") ? A : null;
    ActRequest request = playground.request("indexes", purpose, 1, action.kind(), with);
    try (Connection connection = playground.stranger()) {
      return action.byHand(Playground.node(request), request, connection, "said");
    }
  }

  private ByHand apply() throws Exception {
    return written(sql(), Purpose.APPLY);
  }

  private Action sql() {
    return new SqlAction(playground.targets, playground.folders, playground.store);
  }

  private Action dropCreated() {
    return new DropCreated(playground.targets, playground.folders, playground.store);
  }

  /** What psql says; its messages go to the file {@code said}, as the runbook tells people. */
  private String psql(String text) throws Exception {
    Path file = Files.writeString(home.resolve("file.sql"), text);
    ProcessBuilder psql =
        new ProcessBuilder(
            TestCluster.binaries().clientTools().orElseThrow().resolve("psql").toString(),
            "-X",
            "-d",
            "host=%s port=%d dbname=%s user=%s"
                .formatted(
                    playground.target.host(),
                    playground.target.port(),
                    playground.target.database(),
                    playground.target.user()),
            "-f",
            file.getFileName().toString());
    psql.directory(home.toFile());
    psql.environment().put("PGPASSWORD", playground.target.password().reveal());
    psql.redirectError(home.resolve("said").toFile());
    psql.redirectOutput(home.resolve("out").toFile());
    Process process = psql.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(home.resolve("said"));
    return process.exitValue() == 0 ? "" : said;
  }

  private static final String LEDGER =
      "SELECT first, last, state, digest, object, existed FROM soakgate.applied ORDER BY run, first";
  private static final String CREATED =
      "SELECT type, identity FROM soakgate.created ORDER BY run, number";

  private List<String> ledger() throws Exception {
    return List.of(
        playground.rows(LEDGER).toString(),
        playground.rows(CREATED).toString(),
        playground.rows("SELECT severity, words FROM soakgate.notice ORDER BY line").toString(),
        playground
            .rows(
                "SELECT subject, purpose, round, action, digest, statements, finished IS NOT NULL"
                    + " FROM soakgate.run")
            .toString());
  }

  /** Two files typed one after the other: the first one's session ends after its psql. */
  @Test
  void aFileWaitsForTheSessionOfTheOneBefore() throws Exception {
    LedgerSchema.migrate(playground.target);
    playground.admit("sql/a.sql", STEPS);
    String file = apply().psql();
    try (Connection before = playground.stranger()) {
      before.createStatement().execute("SELECT pg_advisory_lock(" + Attempt.LOCK + ")");
      Thread ends = new Thread(() -> sleepAndClose(before));
      ends.start();

      assertThat(psql(file)).isEmpty();
      ends.join();
    }
  }

  private static void sleepAndClose(Connection before) {
    try {
      before.createStatement().execute("SELECT pg_sleep(1)");
      before.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatPsqlRunsReadsInTheLedgerAsIfSoakgateHadRunIt() throws Exception {
    playground.admit("sql/a.sql", STEPS);
    playground.apply("indexes", A);
    List<String> asSoakgate = ledger();
    playground.dropCreated("indexes");
    playground.run("DROP SCHEMA soakgate CASCADE");
    assertThat(psql(LedgerSchema.byHand())).isEmpty();

    assertThat(psql(apply().psql())).isEmpty();

    assertThat(ledger()).isEqualTo(asSoakgate);
    assertThat(playground.apply("indexes", A).words())
        .isEqualTo("The ledger shows 6 statements of sql/a.sql as done");
    assertThat(
            playground.rows(
                "SELECT DISTINCT said_by, reason FROM soakgate.applied WHERE state = 'done'"))
        .containsExactly("by hand: " + playground.target.user() + " runbook");
  }

  @Test
  void aTransactionIsOneByHandTooAndAgainItDoesNothing() throws Exception {
    LedgerSchema.migrate(playground.target);
    playground.admit(
        "sql/a.sql",
        "CREATE TABLE menu.orders (id int PRIMARY KEY);\nCREATE VIEW menu.all_orders AS TABLE"
            + " menu.orders;\nDO $$ BEGIN RAISE NOTICE 'made'; END $$;");
    String text = apply().psql();

    assertThat(psql(text)).isEmpty();
    assertThat(psql(text)).isEmpty();

    assertThat(Files.readString(home.resolve("out")))
        .contains("The ledger shows it as done: nothing to do.");
    assertThat(playground.rows("SELECT first, last, state FROM soakgate.applied"))
        .containsExactly("1 3 done");
    assertThat(playground.rows("SELECT words FROM soakgate.notice")).containsExactly("made");
    assertThat(playground.apply("indexes", A).ran()).isZero();
    assertThat(playground.dropCreated("indexes").words())
        .isEqualTo("Dropped 2 objects it had created");
  }

  @Test
  void onlyWhatIsLeftIsWrittenAndAFailureStopsIt() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (price);\n"
            + "ANALYZE menu.dishes;");
    assertThatThrownBy(() -> playground.apply("indexes", A)).hasMessageContaining("23505");
    ByHand left = apply();
    assertThat(left.psql()).doesNotContain("INDEX CONCURRENTLY one").contains("ANALYZE");
    assertThat(left.words())
        .isEqualTo("3 statements of sql/a.sql, one by one, from where the ledger stands");

    assertThat(psql(left.psql())).contains("could not create unique index \"two\"");
    playground.run("UPDATE menu.dishes SET price = id");
    assertThat(psql(left.psql())).isEmpty();

    assertThat(playground.rows("SELECT first, state FROM soakgate.applied ORDER BY first"))
        .containsExactly("1 done", "2 done", "3 done");
    assertThat(playground.rows(CREATED)).containsExactly("index menu.one", "index menu.two");
    assertThat(apply().words()).isEqualTo("done already, as the ledger shows");
  }

  @Test
  void whatWasCreatedIsDroppedByHandStatementByStatement() throws Exception {
    playground.admit("sql/a.sql", STEPS);
    playground.apply("indexes", A);

    ByHand undo = written(dropCreated(), Purpose.UNDO);
    assertThat(undo.words()).isEqualTo("drops the 3 objects it had created");
    assertThat(undo.psql())
        .contains("DROP INDEX CONCURRENTLY menu.one;")
        .contains("DROP TABLE menu.orders;");
    assertThat(psql(undo.psql())).isEmpty();

    assertThat(playground.one("SELECT to_regclass('menu.one') IS NULL")).isEqualTo("t");
    assertThat(playground.dropCreated("indexes").words())
        .isEqualTo("The ledger shows what indexes created as dropped");
    assertThat(written(dropCreated(), Purpose.UNDO).psql()).isNull();
  }

  @Test
  void aRollbackThatWasWrittenTooEarlyRefusesToRun() throws Exception {
    playground.admit("sql/a.sql", STEPS);
    playground.apply("indexes", A);
    ByHand undo = written(dropCreated(), Purpose.UNDO);
    playground.admit("sql/b.sql", "CREATE TABLE menu.later (id int);");
    playground.apply("more", "{\"file\": \"sql/b.sql\"}");

    assertThat(psql(undo.psql()))
        .contains("something was applied since this file was written; write the runbook again");
  }

  @Test
  void aWorkerThatWakesUpMayWriteNothingAnyMore() throws Exception {
    LedgerSchema.migrate(playground.target);
    playground.admit("sql/a.sql", STEPS);
    String text = apply().psql();
    assertThat(psql(text.substring(0, text.indexOf("SET maintenance_work_mem")))).isEmpty();

    assertThat(playground.one("SELECT token > 0 FROM soakgate.fence")).isEqualTo("t");
  }

  @Test
  void theLedgerMadeByHandIsTheOneFlywayMakes() throws Exception {
    assertThat(psql(LedgerSchema.byHand())).isEmpty();
    List<String> byHand =
        playground.rows("SELECT version, checksum FROM soakgate.flyway_schema_history ORDER BY 1");
    playground.run("DROP SCHEMA soakgate CASCADE");
    LedgerSchema.migrate(playground.target);

    assertThat(byHand)
        .isEqualTo(
            playground.rows(
                "SELECT version, checksum FROM soakgate.flyway_schema_history WHERE type = 'SQL'"
                    + " ORDER BY 1"));
  }
}
