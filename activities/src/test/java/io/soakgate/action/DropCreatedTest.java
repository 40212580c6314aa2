package io.soakgate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class DropCreatedTest {
  private static final String A = "{\"file\": \"sql/a.sql\"}";
  private static final String CATALOG =
      "SELECT relname FROM pg_class WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE"
          + " nspname IN ('menu', 'extra', 'public')) UNION ALL SELECT proname FROM pg_proc WHERE"
          + " pronamespace = 'menu'::regnamespace UNION ALL SELECT polname FROM pg_policy UNION ALL"
          + " SELECT conname FROM pg_constraint WHERE connamespace = 'menu'::regnamespace UNION ALL"
          + " SELECT typname FROM pg_type WHERE typnamespace = 'menu'::regnamespace UNION ALL"
          + " SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT nspname FROM"
          + " pg_namespace WHERE nspname <> 'soakgate' AND nspname !~ '^pg_t' ORDER BY 1";

  @TempDir Path home;
  private Playground playground;

  @BeforeEach
  void start() throws Exception {
    playground = new Playground(home);
    playground.run("CREATE SCHEMA menu; CREATE TABLE menu.dishes (id int, name text)");
  }

  @Tag("T-27")
  @Test
  void drops_each_index_it_built_and_nothing_else() throws Exception {
    playground.run("CREATE INDEX theirs ON menu.dishes (id)");
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS theirs ON menu.dishes (id);\n"
            + "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n"
            + "CREATE INDEX CONCURRENTLY two ON menu.dishes (id, name);");
    playground.apply("indexes", A);

    Effect first = playground.dropCreated("indexes");
    Effect second = playground.dropCreated("indexes");

    assertThat(first.words()).isEqualTo("Dropped 2 objects it had created");
    assertThat(first.ran()).isEqualTo(2);
    assertThat(second.words()).isEqualTo("The ledger shows what indexes created as dropped");
    assertThat(
            playground.rows(
                "SELECT indexrelid::regclass FROM pg_index WHERE indrelid ="
                    + " 'menu.dishes'::regclass"))
        .containsExactly("menu.theirs");
    assertThat(playground.sql("indexes", Purpose.APPLY, 2, A, new Playground.Recorder()).ran())
        .isEqualTo(3);
    assertThat(playground.dropCreated("indexes").ran()).isEqualTo(2);
  }

  @Test
  void takes_back_everything_a_transaction_created_in_an_order_that_works() throws Exception {
    List<String> before = playground.rows(CATALOG);
    playground.admit(
        "sql/a.sql",
        "CREATE SCHEMA extra;\n"
            + "CREATE TYPE menu.size AS ENUM ('s', 'l');\n"
            + "CREATE DOMAIN menu.price AS numeric CHECK (value >= 0);\n"
            + "CREATE TYPE menu.pair AS (a int, b menu.size);\n"
            + "CREATE TABLE extra.combos (id serial PRIMARY KEY, n int GENERATED ALWAYS AS"
            + " IDENTITY, size menu.size, price menu.price);\n"
            + "CREATE INDEX ON extra.combos (size);\n"
            + "CREATE SEQUENCE menu.numbers;\n"
            + "CREATE FUNCTION menu.loud(t text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT"
            + " upper(t) $$;\n"
            + "CREATE FUNCTION menu.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN"
            + " new; END $$;\n"
            + "CREATE PROCEDURE menu.nothing() LANGUAGE sql AS $$ SELECT 1 $$;\n"
            + "CREATE TRIGGER touched BEFORE UPDATE ON menu.dishes FOR EACH ROW EXECUTE FUNCTION"
            + " menu.touch();\n"
            + "CREATE INDEX loud_names ON menu.dishes (menu.loud(name));\n"
            + "ALTER TABLE menu.dishes ADD CONSTRAINT \"one id\" UNIQUE (id);\n"
            + "CREATE POLICY \"all of it\" ON menu.dishes USING (name = menu.loud('x'));\n"
            + "CREATE VIEW menu.loud_dishes AS SELECT menu.loud(name) FROM menu.dishes;\n"
            + "CREATE MATERIALIZED VIEW menu.kept AS SELECT * FROM menu.loud_dishes;\n"
            + "CREATE TEMP TABLE scratch (n int) ON COMMIT DROP;");
    playground.apply("c", A);
    assertThat(playground.rows(CATALOG)).hasSizeGreaterThan(before.size() + 15);

    playground.dropCreated("c");

    assertThat(playground.rows(CATALOG)).isEqualTo(before);
  }

  @Test
  void takes_back_what_was_added_to_what_was_there() throws Exception {
    playground.run(
        "CREATE VIEW menu.names AS SELECT name FROM menu.dishes; CREATE DOMAIN menu.code AS text;"
            + " CREATE TABLE menu.parts (n int) PARTITION BY LIST (n); CREATE TABLE menu.part_1"
            + " PARTITION OF menu.parts FOR VALUES IN (1)");
    List<String> before = playground.rows(EVERYTHING);
    playground.admit(
        "sql/a.sql",
        "ALTER TABLE menu.dishes ADD price numeric DEFAULT 0 CHECK (price >= 0), ADD \"odd name\""
            + " serial;\n"
            + "CREATE UNIQUE INDEX ON menu.dishes (id, price);\n"
            + "ALTER TABLE menu.parts ADD extra int CHECK (extra > 0), ADD CONSTRAINT small"
            + " CHECK (n < 9);\n"
            + "CREATE RULE quiet AS ON DELETE TO menu.dishes DO INSTEAD NOTHING;\n"
            + "ALTER DOMAIN menu.code ADD CONSTRAINT short CHECK (length(value) < 9);\n"
            + "CREATE EXTENSION hstore SCHEMA menu;\n"
            + "CREATE STATISTICS menu.both ON id, name FROM menu.dishes;\n"
            + "CREATE COLLATION menu.plain FROM \"C\";\n"
            + "CREATE FUNCTION menu.same(menu.code, menu.code) RETURNS bool LANGUAGE sql AS"
            + " 'SELECT $1::text = $2::text';\n"
            + "CREATE OPERATOR menu.=== (leftarg = menu.code, rightarg = menu.code, function ="
            + " menu.same);\n"
            + "CREATE TEXT SEARCH CONFIGURATION menu.words (copy = simple);\n"
            + "CREATE FUNCTION menu.seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';\n"
            + "CREATE EVENT TRIGGER seen ON ddl_command_end WHEN tag IN ('CREATE SCHEMA') EXECUTE"
            + " FUNCTION menu.seen();\n"
            + "CREATE PUBLICATION feed FOR TABLE menu.dishes;\n"
            + "CREATE FOREIGN DATA WRAPPER none;\n"
            + "CREATE SERVER far FOREIGN DATA WRAPPER none;");
    playground.apply("c", A);
    assertThat(playground.rows(EVERYTHING)).hasSizeGreaterThan(before.size() + 10);

    playground.dropCreated("c");

    assertThat(playground.rows(EVERYTHING)).isEqualTo(before);
  }

  private static final String EVERYTHING =
      "SELECT 'column', attrelid::regclass || '.' || attname FROM pg_attribute WHERE attnum > 0 AND"
          + " NOT attisdropped AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace ="
          + " 'menu'::regnamespace) UNION ALL SELECT 'relation', oid::regclass::text FROM pg_class"
          + " WHERE relnamespace = 'menu'::regnamespace UNION ALL SELECT 'rule', rulename FROM"
          + " pg_rewrite WHERE rulename <> '_RETURN' AND oid > 16384 UNION ALL SELECT 'constraint',"
          + " conname FROM pg_constraint WHERE connamespace = 'menu'::regnamespace UNION ALL SELECT"
          + " 'extension', extname FROM pg_extension UNION ALL SELECT 'statistics', stxname FROM"
          + " pg_statistic_ext UNION ALL SELECT 'collation', collname FROM pg_collation WHERE"
          + " collnamespace = 'menu'::regnamespace UNION ALL SELECT 'operator', oprname FROM"
          + " pg_operator WHERE oprnamespace = 'menu'::regnamespace UNION ALL SELECT 'function',"
          + " proname FROM pg_proc WHERE pronamespace = 'menu'::regnamespace UNION ALL SELECT"
          + " 'words', cfgname FROM pg_ts_config WHERE cfgnamespace = 'menu'::regnamespace UNION ALL"
          + " SELECT 'event trigger', evtname FROM pg_event_trigger UNION ALL SELECT 'publication',"
          + " pubname FROM pg_publication UNION ALL SELECT 'server', srvname FROM pg_foreign_server"
          + " UNION ALL SELECT 'wrapper', fdwname FROM pg_foreign_data_wrapper ORDER BY 1, 2";

  @Test
  void an_index_and_a_policy_that_were_there_before_survive_whatever_they_are_called()
      throws Exception {
    playground.run(
        "CREATE INDEX idx_dishes_name ON menu.dishes (name); ALTER TABLE menu.dishes ADD old int;"
            + " CREATE POLICY idx_theirs ON menu.dishes USING (true)");
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX IF NOT EXISTS idx_dishes_name ON menu.dishes (name);\n"
            + "CREATE INDEX idx_dishes_id ON menu.dishes (id);\n"
            + "ALTER TABLE menu.dishes ADD COLUMN IF NOT EXISTS old int, ADD fresh int;\n"
            + "CREATE POLICY idx_ours ON menu.dishes USING (false);");
    playground.apply("c", A);

    playground.dropCreated("c");

    assertThat(
            playground.rows(
                "SELECT indexrelid::regclass FROM pg_index WHERE indrelid ="
                    + " 'menu.dishes'::regclass"))
        .containsExactly("menu.idx_dishes_name");
    assertThat(playground.rows("SELECT polname FROM pg_policy")).containsExactly("idx_theirs");
    assertThat(
            playground.rows(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'menu.dishes'::regclass AND"
                    + " attnum > 0 AND NOT attisdropped ORDER BY 1"))
        .containsExactly("id", "name", "old");
  }

  @Test
  void an_index_beside_a_column_it_added_is_dropped_before_the_column() throws Exception {
    playground.admit(
        "sql/a.sql",
        "ALTER TABLE menu.dishes ADD fresh int;\nCREATE INDEX CONCURRENTLY one ON menu.dishes"
            + " (fresh);");
    playground.apply("c", A);

    assertThat(playground.dropCreated("c").words()).isEqualTo("Dropped 2 objects it had created");
    assertThat(playground.dropCreated("c").words())
        .isEqualTo("The ledger shows what c created as dropped");
  }

  @Test
  void a_column_that_was_renamed_since_is_refused() throws Exception {
    playground.admit("sql/a.sql", "ALTER TABLE menu.dishes ADD fresh int;");
    playground.apply("c", A);
    playground.run("ALTER TABLE menu.dishes RENAME fresh TO theirs");

    assertThatThrownBy(() -> playground.dropCreated("c"))
        .hasMessageContaining("table column menu.dishes.fresh (oid ")
        .hasMessageContaining(") is now called menu.dishes.theirs. Somebody changed it since");
  }

  @Test
  void what_is_gone_already_is_fine() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE menu.a ();\nCREATE TABLE menu.b ();");
    playground.apply("c", A);
    playground.run("DROP TABLE menu.a");

    Effect effect = playground.dropCreated("c");

    assertThat(effect.words()).isEqualTo("Dropped 1 object it had created");
    assertThat(effect.alreadyDone()).isEqualTo(1);
  }

  @Test
  void a_drop_whose_confirmation_was_lost_is_confirmed_once_the_index_is_gone() throws Exception {
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON menu.dishes (id);\n"
            + "CREATE INDEX CONCURRENTLY two ON menu.dishes (name);");
    playground.apply("c", A);
    playground.dropCreated("c");
    // As a worker leaves it that is killed between a drop and its confirmation.
    playground.run(
        "UPDATE soakgate.run SET finished = NULL WHERE purpose = 'UNDO'; UPDATE soakgate.applied"
            + " SET state = 'intent' WHERE object = 'menu.one' AND run = (SELECT id FROM"
            + " soakgate.run WHERE purpose = 'UNDO')");

    Effect effect = playground.dropCreated("c");

    assertThat(effect.alreadyDone()).isEqualTo(2);
    assertThat(
            playground.rows(
                "SELECT state, object FROM soakgate.ledger WHERE purpose = 'UNDO' ORDER BY 2"))
        .containsExactly("done menu.one", "done menu.two");
  }

  @Test
  void another_object_of_the_same_name_is_refused_by_name() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE menu.a ();\nCREATE TABLE menu.b ();");
    playground.apply("c", A);
    String oid = playground.one("SELECT 'menu.a'::regclass::oid");
    playground.run("DROP TABLE menu.a; CREATE TABLE menu.a (theirs int)");
    String now = playground.one("SELECT 'menu.a'::regclass::oid");

    assertThatThrownBy(() -> playground.dropCreated("c"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            e ->
                assertThat(e.getOriginalMessage())
                    .isEqualTo(
                        "c: nothing was dropped. Not what this deployment created: table menu.a"
                            + " (oid "
                            + oid
                            + ") is another object now, oid "
                            + now
                            + ". Somebody changed it since: restore its name, or undo the change by"
                            + " hand"));
    assertThat(playground.one("SELECT to_regclass('menu.b')")).isEqualTo("menu.b");
  }

  @Test
  void a_renamed_object_is_refused_too() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE menu.a ();");
    playground.apply("c", A);
    playground.run("ALTER TABLE menu.a RENAME TO b");

    assertThatThrownBy(() -> playground.dropCreated("c"))
        .hasMessageContaining(") is now called menu.b. Somebody changed it since");
  }

  @Test
  void nothing_is_dropped_by_cascade() throws Exception {
    playground.admit("sql/a.sql", "CREATE TABLE menu.a (n int);\nCREATE TABLE menu.b ();");
    playground.apply("c", A);
    playground.run("CREATE VIEW menu.theirs AS SELECT * FROM menu.a");

    assertThatThrownBy(() -> playground.dropCreated("c"))
        .hasMessageContaining("c: cannot drop table menu.a (oid ")
        .hasMessageContaining(
            "): 2BP01: cannot drop table menu.a because other objects depend on it: view"
                + " menu.theirs depends on table menu.a. It is never dropped with CASCADE: take"
                + " away what was built on it since, then retry the undo");
    assertThat(playground.one("SELECT to_regclass('menu.b')")).isEqualTo("menu.b");

    playground.run("DROP VIEW menu.theirs");
    assertThat(playground.dropCreated("c").ran()).isEqualTo(2);
  }

  @Test
  void an_index_that_was_begun_and_never_confirmed_is_dropped_too() throws Exception {
    playground.run("INSERT INTO menu.dishes VALUES (1, 'a'), (1, 'b')");
    playground.admit(
        "sql/a.sql",
        "CREATE INDEX CONCURRENTLY one ON menu.dishes (name);\n"
            + "CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (id);");
    assertThatThrownBy(() -> playground.apply("c", A)).hasMessageContaining("23505");
    // What a killed server leaves: the index without its confirmation.
    assertThatThrownBy(
            () -> playground.run("CREATE UNIQUE INDEX CONCURRENTLY two ON menu.dishes (id)"))
        .hasMessageContaining("could not create");

    Effect effect = playground.dropCreated("c");

    assertThat(effect.ran()).isEqualTo(2);
    assertThat(
            playground.one(
                "SELECT count(*) FROM pg_index WHERE indrelid = 'menu.dishes'::regclass"))
        .isEqualTo("0");
  }

  @Test
  void undoing_what_was_never_applied_is_done_at_once() throws Exception {
    assertThat(playground.dropCreated("c").words())
        .isEqualTo("c was never applied here: nothing to undo");
  }
}
