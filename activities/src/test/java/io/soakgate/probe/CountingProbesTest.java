package io.soakgate.probe;

import static io.soakgate.probe.Lab.blind;
import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.saw;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Measurement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code rows} and {@code catalog}. */
@Tag("postgres")
class CountingProbesTest {
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA shop",
            "CREATE TABLE shop.dish (id int PRIMARY KEY, name text, price int CHECK (price > 0))",
            "CREATE TABLE shop.\"Odd\"\"One\" (id int)",
            "CREATE TABLE shop.part (id int) PARTITION BY RANGE (id)",
            "INSERT INTO shop.dish SELECT i, 'd' || i, i FROM generate_series(1, 100) i",
            "INSERT INTO shop.\"Odd\"\"One\" VALUES (1)",
            "CREATE INDEX dish_name ON shop.dish (name)",
            "CREATE INDEX dish_name_again ON shop.dish (name)",
            "CREATE INDEX dish_name_cheap ON shop.dish (name) WHERE price < 5",
            "ALTER TABLE shop.dish ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY reading ON shop.dish FOR SELECT USING (true)",
            "CREATE POLICY writing ON shop.dish FOR INSERT WITH CHECK (true)",
            "CREATE VIEW shop.cheap AS SELECT * FROM shop.dish WHERE price < 5",
            "CREATE MATERIALIZED VIEW shop.dear AS SELECT * FROM shop.dish WHERE price > 50",
            "CREATE FUNCTION shop.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE FUNCTION shop.keep() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER keep BEFORE UPDATE ON shop.dish FOR EACH ROW"
                + " EXECUTE FUNCTION shop.keep()");
  }

  @Test
  void rowsAreCountedExactlyAndNamedByTheBareTable() throws Exception {
    assertThat(lab.look("rows", "tables: [shop.dish, 'shop.Odd\"One', shop.part]"))
        .isEqualTo(saw(figure("dish", "100"), figure("Odd\"One", "1"), figure("part", "0")));
  }

  @Test
  void aTableThatIsGoneIsBlind() throws Exception {
    assertThat(lab.look("rows", "tables: [shop.dish, shop.gone]"))
        .isEqualTo(blind("the server refused: relation \"shop.gone\" does not exist (42P01)"));
    assertThat(lab.look("rows", "tables: ['shop.dish; DROP TABLE dish']"))
        .isEqualTo(
            blind(
                "the server refused: relation \"shop.dish; DROP TABLE dish\" does not exist"
                    + " (42P01)"));
  }

  @Test
  void tablesThatCannotBeNamedAreRefused() {
    assertThat(lab.refused("rows", "tables: [dish, shop.dish, other.dish, 'a.b.c', 'shop.']"))
        .containsExactly(
            "plan.yaml:7:5: dish: a table is named with its schema; write it as schema.table",
            "plan.yaml:7:5: a second table named dish: values are named by the bare name, so it"
                + " must be unique; count it in a probe of its own",
            "plan.yaml:7:5: a.b.c: a table is named with its schema; write it as schema.table",
            "plan.yaml:7:5: name \"\": a name is 1 to 63 bytes, and PostgreSQL cuts off what is"
                + " longer without a word; write it as the database spells it");
    assertThat(lab.refused("rows", "tables: []"))
        .containsExactly(
            "plan.yaml:7:5: no table: there is nothing to count; name one as schema.table");
  }

  @Test
  void namesThatDoNotFollowTheConventionAreCounted() throws Exception {
    long before = strangeNames();
    lab.run("CREATE INDEX dish_name_down ON shop.dish (name DESC)");
    lab.run("CREATE INDEX named_by_chance ON shop.dish (name DESC)");
    try {
      assertThat(strangeNames()).isEqualTo(before + 1);
    } finally {
      lab.run("DROP INDEX shop.named_by_chance, shop.dish_name_down");
    }
  }

  private static long strangeNames() throws Exception {
    return lab.look("catalog", "{schema: shop, index-names: 'dish_name%'}")
        .value("strange-names")
        .orElseThrow()
        .number()
        .longValue();
  }

  @Tag("T-03")
  @Test
  void theCatalogIsCountedAndABrokenIndexIsNotAValidOne() throws Exception {
    // What a CREATE INDEX CONCURRENTLY leaves that broke .
    lab.run(
        "CREATE INDEX broken ON shop.dish (price)",
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'shop.broken'::regclass");

    assertThat(lab.look("catalog", "schema: shop"))
        .isEqualTo(
            saw(
                figure("valid-indexes", "4"),
                figure("invalid-indexes", "1"),
                figure("duplicate-indexes", "1"),
                figure("policies", "2"),
                figure("tables", "3"),
                figure("tables-with-rls", "1"),
                figure("tables-without-policy", "2"),
                figure("constraints", "2"),
                figure("check-constraints", "1"),
                figure("unique-constraints", "0"),
                figure("not-validated", "0"),
                figure("foreign-keys", "0"),
                figure("foreign-keys-without-index", "0"),
                figure("views", "2"),
                figure("materialized-views", "1"),
                figure("unpopulated-views", "0"),
                figure("views-without-unique-index", "1"),
                figure("triggers", "1"),
                figure("disabled-triggers", "0"),
                figure("columns", "5"),
                figure("functions", "2")));
  }

  @Test
  void someTablesAreCountedWithWhatBelongsToThem() throws Exception {
    lab.run(
        "CREATE TABLE shop.\"order\" (id int PRIMARY KEY, dish int)",
        "ALTER TABLE shop.\"order\" ADD CONSTRAINT to_dish FOREIGN KEY (dish)"
            + " REFERENCES shop.dish NOT VALID",
        "CREATE TRIGGER keep BEFORE UPDATE ON shop.\"order\" FOR EACH ROW"
            + " EXECUTE FUNCTION shop.keep()",
        "ALTER TABLE shop.\"order\" DISABLE TRIGGER keep");
    try {
      Measurement seen = lab.look("catalog", "tables: [shop.order]");

      assertThat(seen.values())
          .contains(
              figure("valid-indexes", "1"),
              figure("tables", "1"),
              figure("foreign-keys", "1"),
              figure("foreign-keys-without-index", "1"),
              figure("not-validated", "1"),
              figure("triggers", "1"),
              figure("disabled-triggers", "1"),
              figure("columns", "2"));
      assertThat(seen.value("functions")).isEmpty();
      assertThat(lab.look("catalog", "tables: [shop.order, shop.gone, nowhere.dish]"))
          .isEqualTo(blind("there is no table nowhere.dish, shop.gone"));
    } finally {
      lab.run("DROP TABLE shop.\"order\"");
    }
  }

  @Test
  void whatAPersonRunsIsWhatTheProbeRuns() throws Exception {
    Node with = Node.of(Lab.json("tables: [shop.dish]"), "plan.yaml:7:5", new Problems());
    String byHand = lab.probes().kind("catalog").orElseThrow().byHand(with, file -> null);

    try (Connection connection = lab.target.connect("test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(byHand)) {
      row.next();
      assertThat(row.getLong("policies")).isEqualTo(2);
      assertThat(row.getLong("tables")).isEqualTo(1);
    }
  }

  @Test
  void aSchemaThatIsNotThereIsBlind() throws Exception {
    assertThat(lab.look("catalog", "schema: shops")).isEqualTo(blind("there is no schema shops"));
    assertThat(lab.refused("catalog", "{}"))
        .containsExactly(
            "plan.yaml:7:5: neither `schema` nor `tables`: a probe of the catalog is about a schema or"
                + " about some tables; keep one of `schema: app` and `tables: [app.orders]`");
  }
}
