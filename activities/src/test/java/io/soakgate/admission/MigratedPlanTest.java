package io.soakgate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a plan's migrations can be written into the application's history (ADR 0016). */
class MigratedPlanTest {
  private static final String PLAN =
      Shop.PLAN
          .replace(
              "title: Shop",
              "history: {flyway: public.flyway_schema_history, folder: sql/migrations}")
          .replace("apply: sql/a.sql", "apply: sql/migrations/V2__orders.sql");

  @TempDir Path home;
  private Shop shop;

  @BeforeEach
  void start() throws Exception {
    shop =
        new Shop(home)
            .plan(PLAN)
            .file("sql/migrations/V1__customers.sql", "CREATE TABLE customers (id int);\n")
            .file("sql/migrations/V2__orders.sql", "CREATE TABLE orders (id int);\n");
  }

  @Test
  void everyFileOfTheFolderIsAdmitted() {
    ReadPlan read = shop.read().orElseThrow();

    assertThat(read.files())
        .extracting(f -> f.script().path())
        .containsExactlyInAnyOrder(
            "sql/b.sql",
            "sql/health.sql",
            "sql/migrations/V1__customers.sql",
            "sql/migrations/V2__orders.sql");
    assertThat(read.plan().change("orders").migrations())
        .containsExactly("sql/migrations/V2__orders.sql");
  }

  @Test
  void aMigrationThatIsEditedIsAnotherPlan() throws Exception {
    String digest = shop.read().orElseThrow().digest();

    shop.file("sql/migrations/V1__customers.sql", "CREATE TABLE customers (id bigint);\n");

    assertThat(shop.read().orElseThrow().digest()).isNotEqualTo(digest);
  }

  @Test
  void whatCannotRunInOneTransactionIsRefused() throws Exception {
    shop.file("sql/migrations/V2__orders.sql", "CREATE INDEX CONCURRENTLY a ON customers (id);\n");
    assertThat(shop.problems())
        .containsExactly(
            "plan.yaml:7:12: migration `orders` cannot be applied with its history:"
                + " sql/migrations/V2__orders.sql:1:1 cannot run inside a transaction, so the row"
                + " could not be committed with it; make that a change of its own, with a file"
                + " outside of `sql/migrations`, or say `history: {none: why}`");

    shop.file("sql/migrations/V2__orders.sql", "CREATE TABLE orders (id int);\n");
    shop.plan(PLAN.replace("undo: sql/b.sql", "undo: {sql: {file: sql/b.sql, transaction: none}}"));
    assertThat(shop.problems())
        .containsExactly(
            "plan.yaml:8:12: migration `orders` cannot be undone with its history: it says"
                + " transaction: none, so the row could not be committed with it; make that a"
                + " change of its own, with a file outside of `sql/migrations`, or say `history:"
                + " {none: why}`");
  }

  @Test
  void whatTheToolWouldFillInIsRefused() throws Exception {
    shop.file("sql/migrations/V2__orders.sql", "CREATE TABLE ${name} (id int);\n");

    assertThat(shop.problems())
        .containsExactly(
            "plan.yaml:7:12: `sql/migrations/V2__orders.sql` holds `${`: Flyway would put a value"
                + " in its place, and Soakgate runs the file as it stands; write the value out, or"
                + " run the file with Flyway and leave it out of the plan");
  }

  @Test
  void aFolderWithoutSqlIsNamed() throws Exception {
    shop.plan(
        PLAN.replace(
            "verify: [{query: {file: sql/health.sql}}]",
            "verify: [{history: {flyway: public.flyway_schema_history, folder: sql/none}}]"));

    assertThat(shop.problems())
        .containsExactly(
            "plan.yaml:9:24: no SQL files in sql/none/: nothing is read from it; name the folder of"
                + " the plan that holds them");
  }

  @Test
  void aHistoryThatIsNoneNeedsNoFolder() throws Exception {
    shop.plan(
        Shop.PLAN.replace("title: Shop", "history: {none: the plan only adds indexes by hand}"));

    assertThat(shop.problems()).isEmpty();
  }
}
