package io.soakgate.probe;

import static io.soakgate.probe.Lab.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class PersonaProbeTest {
  private static final String TENANT_7 =
      """
      as: persona_app
      claims: {restaurant_id: 7}
      sees:
        own: SELECT id FROM dish WHERE restaurant_id = 7
        foreign: SELECT id FROM dish WHERE restaurant_id <> 7
      writes:
        edit-own: UPDATE dish SET name = 'x' WHERE restaurant_id = 7
        edit-foreign: UPDATE dish SET name = 'x' WHERE restaurant_id = 8
        add-foreign: INSERT INTO dish VALUES (1000, 8, 'x')
      """;
  private static Lab lab;

  @BeforeAll
  static void prepareDatabase() {
    lab =
        Lab.withDatabase(
            "DO $$ BEGIN CREATE ROLE persona_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN"
                + " NULL; END $$",
            "DO $$ BEGIN CREATE ROLE persona_service NOLOGIN BYPASSRLS; EXCEPTION WHEN"
                + " duplicate_object THEN NULL; END $$",
            "CREATE TABLE dish (id int, restaurant_id int, name text)",
            "INSERT INTO dish SELECT i, i % 10, 'd' FROM generate_series(1, 100) i",
            "ALTER TABLE dish ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY tenant ON dish USING (restaurant_id = (SELECT"
                + " (current_setting('request.jwt.claims')::jsonb ->> 'restaurant_id')::int))",
            "GRANT SELECT, INSERT, UPDATE ON dish TO persona_app, persona_service");
  }

  @Test
  void whatIsSetUpFirstIsThereForThePersonaAndGoneAfterwards() throws Exception {
    lab.admit("sql/given.sql", "INSERT INTO dish VALUES (2000, 7, 'new'), (2001, 8, 'new');");

    assertThat(lab.look("persona", TENANT_7 + "given: sql/given.sql\n").values())
        .contains(figure("own", "11"), figure("foreign", "0"));
    assertThat(lab.look("rows", "tables: [public.dish]").values())
        .containsExactly(figure("dish", "100"));
  }

  @Test
  void aTenantSeesAndWritesItsOwnAndNothingElse() throws Exception {
    Measurement seen = lab.look("persona", TENANT_7);

    assertThat(seen.values())
        .containsExactly(
            figure("own", "10"),
            figure("foreign", "0"),
            Value.text("edit-own", "written"),
            Value.text("edit-foreign", "hidden"),
            Value.text("add-foreign", "refused"),
            Value.text("bypasses", "false"));
    assertThat(seen.note())
        .isEqualTo(
            "add-foreign: ERROR: new row violates row-level security policy for table \"dish\"");
    assertThat(lab.look("query", "text: \"SELECT count(*) FROM dish WHERE name = 'x'\""))
        .isEqualTo(Lab.saw(figure("count", "0")));
  }

  @Test
  void aPolicyThatLetsEverybodyInIsSeen() throws Exception {
    lab.run("CREATE POLICY hole ON dish USING (true)");
    try {
      assertThat(lab.look("persona", TENANT_7).values())
          .contains(figure("foreign", "90"), Value.text("edit-foreign", "written"))
          .contains(Value.text("add-foreign", "written"));
    } finally {
      lab.run("DROP POLICY hole ON dish");
    }
  }

  /** B-44. */
  @Tag("T-10")
  @Test
  void aRoleThatRowLevelSecurityDoesNotBindProvesNothingUnlessItIsMeantToBeFree() throws Exception {
    String service = "{as: persona_service, sees: {all: SELECT id FROM dish}%s}";

    assertThat(lab.look("persona", service.formatted("")))
        .isEqualTo(
            Lab.blind(
                "row level security does not bind persona_service, which has BYPASSRLS; test as a"
                    + " role that the application uses, or write `bypass: expected`"));
    assertThat(lab.look("persona", service.formatted(", bypass: expected")))
        .isEqualTo(Lab.saw(figure("all", "100"), Value.text("bypasses", "true")));
    lab.run("ALTER TABLE dish OWNER TO persona_app");
    try {
      assertThat(lab.look("persona", "{as: persona_app, sees: {all: SELECT id FROM dish}}").blind())
          .startsWith(
              "row level security does not bind persona_app, which owns dish, which does not force"
                  + " it; ");
    } finally {
      lab.run("ALTER TABLE dish OWNER TO CURRENT_USER");
      lab.run("GRANT SELECT, INSERT, UPDATE ON dish TO persona_app");
    }
  }

  @Test
  void aWriteThatNobodyCouldDoProvesNothing() throws Exception {
    assertThat(
            lab.look(
                "persona",
                "{as: persona_app, writes: {edit: UPDATE dish SET id = 1 WHERE id = 0}}"))
        .isEqualTo(
            Lab.blind("edit touches no row even for the login, so its refusal proves nothing"));
    assertThat(
            lab.look(
                "persona", "{as: persona_app, writes: {add: \"INSERT INTO dish VALUES ('x')\"}}"))
        .isEqualTo(
            Lab.blind("add fails even for the login (22P02), so its refusal proves nothing"));
  }

  @Test
  void whatIsNoPersonaIsRefused() {
    assertThat(lab.refused("persona", "{as: app, claims: 7, setting: jwt}"))
        .containsExactly(
            "plan.yaml:7:5: `claims` is the number 7: a mapping is wanted; write `key: value` lines"
                + " under it",
            "plan.yaml:7:5: jwt: a setting of the application has a prefix; write it like"
                + " request.jwt.claims",
            "plan.yaml:7:5: nothing is tried: a persona proves what it sees; add `sees` or"
                + " `writes`");
    assertThat(lab.refused("persona", "{as: app, writes: {all: DROP TABLE dish}}"))
        .containsExactly(
            "plan.yaml:7:5: not one write: only a row can be refused; write one INSERT, UPDATE or"
                + " DELETE");
  }
}
