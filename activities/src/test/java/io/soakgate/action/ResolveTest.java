package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.script.SqlStatement;
import io.soakgate.script.StatementKinds;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed statement that a person takes into their own hands. */
@Tag("postgres")
class ResolveTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run(
        "CREATE SCHEMA menu; CREATE TABLE menu.dishes (id int, name text, price int);"
            + " INSERT INTO menu.dishes SELECT i, 'dish ' || i, i % 7 FROM generate_series(1, 200) i");
  }

  private String resolve(int statement, String as) throws Exception {
    return playground.resolve("indexes", Purpose.APPLY, 2, A, statement, as);
  }

  private Effect retry() throws Exception {
    return playground.sql("indexes", Purpose.APPLY, 3, A, new Playground.Recorder());
  }

  @Test
  void anIndexThatTheCatalogDoesNotShowIsNotDone() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (price);\n"
            + "ANALYZE menu.dishes;");
    assertThatThrownBy(() -> playground.apply("indexes", A)).hasMessageContaining("a.sql:2: ERROR");

    assertThatThrownBy(() -> resolve(2, "done"))
        .hasMessageContaining(
            "indexes statement 2 (sql/a.sql:2:1) is not done: index menu.two, valid is not there. Do"
                + " it by hand first, retry, or resolve it as skipped");
    assertThatThrownBy(() -> resolve(3, "done"))
        .hasMessageContaining(
            "indexes statement 3 (sql/a.sql:3:1) is not the one it stopped at; resolve statement 2");
    assertThatThrownBy(() -> resolve(1, "skipped"))
        .hasMessageContaining("stands as done in the ledger; retry goes on");
    assertThatThrownBy(() -> resolve(9, "done"))
        .hasMessageContaining("indexes has 3 statements; name the one that failed");
  }

  @Test
  void whatWasDoneByHandIsGoneOnFromAndStandsWithWhoAndWhy() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (price);\n"
            + "ANALYZE menu.dishes;");
    assertThatThrownBy(() -> playground.apply("indexes", A)).hasMessageContaining("a.sql:2: ERROR");
    playground.run(
        "UPDATE menu.dishes SET price = id; CREATE UNIQUE INDEX two ON menu.dishes (price)");

    assertThat(resolve(2, "done"))
        .isEqualTo(
            "indexes statement 2 (sql/a.sql:2:1) stands as resolved done; the catalog shows it: index"
                + " menu.two, valid");
    assertThat(retry().ran()).isEqualTo(1);
    assertThat(
            playground.rows(
                "SELECT first, state, said_by, reason FROM soakgate.ledger ORDER BY first"))
        .containsExactly(
            "1 done null null", "2 resolved done bob ran it by hand", "3 done null null");
    assertThat(playground.one("SELECT finished IS NOT NULL FROM soakgate.run")).isEqualTo("t");
  }

  @Test
  void aSkippedStatementOfATransactionIsLeftOutOfIt() throws Exception {
    playground.admit(
        "sql/a.sql",
        "INSERT INTO menu.dishes VALUES (1000, 'new', 1);\n"
            + "SELECT 1 / 0;\n"
            + "INSERT INTO menu.dishes VALUES (1001, 'newer', 1);");
    assertThatThrownBy(() -> playground.apply("indexes", A))
        .hasMessageContaining("It is statement 2 of 3. Everything was rolled back");

    assertThat(resolve(2, "skipped"))
        .isEqualTo("indexes statement 2 (sql/a.sql:2:1) stands as resolved skipped");
    assertThat(retry().ran()).isEqualTo(2);
    assertThat(playground.rows("SELECT first, last, state FROM soakgate.ledger ORDER BY first"))
        .containsExactly("1 1 done", "2 2 resolved skipped", "3 3 done");
    assertThat(playground.one("SELECT count(*) FROM menu.dishes")).isEqualTo("202");
    assertThat(retry().words()).isEqualTo("The ledger shows 3 statements of sql/a.sql as done");
  }

  @Test
  void theFirstAndOnlyStatementMayBeResolved() throws Exception {
    playground.admit("sql/a.sql", "UPDATE menu.dishes SET price = 1 / 0;");
    assertThatThrownBy(() -> playground.apply("indexes", A)).hasMessageContaining("22012");

    assertThat(resolve(1, "done"))
        .isEqualTo(
            "indexes statement 1 (sql/a.sql:1:1) stands as resolved done; the catalog cannot show it,"
                + " so it stands on the word of bob");
    assertThat(retry().ran()).isZero();
    assertThat(playground.one("SELECT finished IS NOT NULL FROM soakgate.run")).isEqualTo("t");
  }

  @Test
  void dropCreatedHasNoStatements() throws Exception {
    assertThatThrownBy(
            () ->
                new DropCreated(playground.targets, playground.folders, playground.store)
                    .resolve(
                        null,
                        playground.said(
                            "indexes", Purpose.UNDO, 1, "drop-created", null, 1, "done"),
                        new Playground.Recorder()))
        .hasMessageContaining(
            "indexes: drop-created has no statements to resolve; it looks at what is there: mend"
                + " that and retry, or skip it");
  }

  @Test
  void whatTheCatalogShowsIsReadFromTheFirstWords() throws Exception {
    playground.run(
        "CREATE VIEW menu.cheap AS SELECT 1 AS a; CREATE TYPE menu.course AS ENUM ('soup');"
            + " CREATE FUNCTION menu.\"F x\"(int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
            + " ALTER TABLE menu.dishes ADD COLUMN vegan bool, ADD CONSTRAINT p CHECK (id > 0);"
            + " ALTER TABLE menu.dishes ENABLE ROW LEVEL SECURITY;"
            + " CREATE POLICY \"see all\" ON menu.dishes USING (true)");

    assertThat(shows("CREATE OR REPLACE VIEW menu.Cheap AS SELECT 1 AS a")).isTrue();
    assertThat(shows("DROP VIEW IF EXISTS menu.cheap")).isFalse();
    assertThat(shows("CREATE TABLE IF NOT EXISTS menu.orders (id int)")).isFalse();
    assertThat(shows("DROP TABLE menu.orders")).isTrue();
    assertThat(shows("CREATE TYPE menu.course AS ENUM ('soup')")).isTrue();
    assertThat(shows("CREATE FUNCTION menu.\"F x\"(a int) RETURNS int AS ''")).isTrue();
    assertThat(shows("CREATE SCHEMA combo_fix")).isFalse();
    assertThat(shows("ALTER TABLE ONLY menu.dishes ADD COLUMN IF NOT EXISTS vegan bool")).isTrue();
    assertThat(shows("ALTER TABLE menu.dishes DROP COLUMN vegan")).isFalse();
    assertThat(shows("ALTER TABLE menu.dishes ADD CONSTRAINT p CHECK (id > 0)")).isTrue();
    assertThat(shows("alter table menu.dishes enable row level security")).isTrue();
    assertThat(shows("CREATE POLICY \"see all\" ON menu.dishes USING (true)")).isTrue();
    assertThat(shows("DROP POLICY \"see all\" ON menu.dishes")).isFalse();
    assertThat(Trace.of(statement("UPDATE menu.dishes SET price = 1"))).isNull();
    assertThat(Trace.of(statement("DROP TABLE menu.a, menu.b"))).isNull();
  }

  private static SqlStatement statement(String text) {
    return new SqlStatement("sql/a.sql", 1, text, StatementKinds.of(text));
  }

  private boolean shows(String text) throws Exception {
    try (java.sql.Connection connection = playground.stranger()) {
      return Trace.of(statement(text)).missing(connection) == null;
    }
  }
}
