package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static io.soakgate.probe.Lab.noted;
import static io.soakgate.probe.Lab.saw;
import static io.soakgate.probe.Lab.word;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code exists}. */
@Tag("postgres")
class ExistsProbeTest {
  private static final String ALL =
      """
      schemas: [app]
      tables: [app.item, app.part]
      columns: [app.item.name]
      views: [app.cheap]
      materialized-views: [app.dear]
      functions: [app.touch]
      triggers: [app.item.touch]
      indexes: [app.item_name]
      constraints: [app.item.positive, app.item.item_pkey]
      foreign-keys: [app.item.to_part]
      policies: [app.item.reading]
      roles: [pg_read_all_data]
      extensions: [plpgsql]
      """;

  private Lab lab;

  @BeforeEach
  void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "CREATE SCHEMA app",
            "CREATE TABLE app.part (id int PRIMARY KEY) PARTITION BY RANGE (id)",
            "CREATE TABLE app.item (id int PRIMARY KEY, name text,"
                + " part int CONSTRAINT to_part REFERENCES app.part,"
                + " price int CONSTRAINT positive CHECK (price > 0))",
            "CREATE INDEX item_name ON app.item (name)",
            "CREATE VIEW app.cheap AS SELECT * FROM app.item",
            "CREATE MATERIALIZED VIEW app.dear AS SELECT * FROM app.item",
            "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER touch BEFORE UPDATE ON app.item FOR EACH ROW"
                + " EXECUTE FUNCTION app.touch()",
            "CREATE POLICY reading ON app.item USING (true)");
  }

  @Test
  void everySortIsFoundByItsName() throws Exception {
    assertThat(lab.look("exists", ALL))
        .isEqualTo(
            saw(
                figure("schemas", "1"),
                figure("tables", "2"),
                figure("columns", "1"),
                figure("views", "1"),
                figure("materialized-views", "1"),
                figure("functions", "1"),
                figure("triggers", "1"),
                figure("indexes", "1"),
                figure("constraints", "2"),
                figure("foreign-keys", "1"),
                figure("policies", "1"),
                figure("roles", "1"),
                figure("extensions", "1"),
                figure("asked", "15"),
                figure("found", "15"),
                figure("missing", "0"),
                word("missing-names", "none")));
  }

  @Tag("T-03")
  @Test
  void whatIsThereAndDoesNotWorkIsMissing() throws Exception {
    lab.run(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.item_name'::regclass",
        "ALTER TABLE app.item DISABLE TRIGGER touch",
        "ALTER TABLE app.item DROP CONSTRAINT positive",
        "ALTER TABLE app.item ADD CONSTRAINT positive CHECK (price > 0) NOT VALID",
        "ALTER TABLE app.item DROP COLUMN name CASCADE");

    assertThat(
            lab.look(
                "exists",
                """
                columns: [app.item.name, app.item.price]
                views: [app.cheap, app.item]
                triggers: [app.item.touch]
                constraints: [app.item.positive]
                """))
        .isEqualTo(
            noted(
                "not there: app.item.name, app.cheap, app.item, app.item.touch, app.item.positive",
                figure("columns", "1"),
                figure("views", "0"),
                figure("triggers", "0"),
                figure("constraints", "0"),
                figure("asked", "6"),
                figure("found", "1"),
                figure("missing", "5"),
                word(
                    "missing-names",
                    "app.item.name, app.cheap, app.item, app.item.touch, app.item.positive")));
  }

  @Test
  void namesThatAreNoneAreRefused() {
    assertThat(lab.refused("exists", "{tables: [item, app.item, app.item], columns: []}"))
        .containsExactly(
            "plan.yaml:7:5: item: it is named in full; write it as schema.table",
            "plan.yaml:7:5: app.item stands twice: once counts; remove it",
            "plan.yaml:7:5: `columns` is empty: nothing is looked for; name one");
    assertThat(lab.refused("exists", "{}"))
        .containsExactly(
            "plan.yaml:7:5: nothing is named: there is nothing to look for; add `tables: [a.b]`");
  }
}
