package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate} and {@code init}: plans before anything runs. */
class PlanVerbsTest {
  private static final String PLANS = Stored.ROOT.resolve("plans").toString();

  @TempDir Path home;

  @Test
  void everythingThatIsWrongWithAPlanIsALineOfItsOwn() throws Exception {
    Files.createDirectories(home.resolve("shop"));
    Files.writeString(home.resolve("shop/plan.yaml"), "soakgate: 1\nname: shop\nroles: {}\n");

    Typed typed = Typed.at("validate", "shop", "--plans", home.toString());

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err().lines())
        .hasSizeGreaterThan(1)
        .allMatch(line -> line.matches("plan\\.yaml:\\d+:\\d+: .+: .+; .+"));
    assertThat(Typed.at("validate", "menuca-v33", "--plans", PLANS))
        .isEqualTo(
            new Typed(
                2,
                "",
                "input: there is no plan menuca-v33: a plan is a folder with a plan.yaml among the"
                    + " worker's plans; did you mean `menuca-v3`?\n"));
  }

  @Test
  void severalPlansAreValidatedByTheirFoldersAndEveryProblemNamesItsPlan() throws Exception {
    for (String name : List.of("shop", "stall")) {
      Files.createDirectories(home.resolve(name));
      Files.writeString(
          home.resolve(name).resolve("plan.yaml"), "soakgate: 1\nname: " + name + "\nroles: {}\n");
    }

    Typed typed =
        Typed.at(
            "validate",
            "--no-syntax",
            PLANS + "/menuca-v3",
            home.resolve("shop").toString(),
            home.resolve("stall") + "/");

    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.out()).startsWith("menuca-v3 is a plan: ");
    assertThat(typed.err().lines())
        .anyMatch(line -> line.startsWith("shop/plan.yaml:"))
        .anyMatch(line -> line.startsWith("stall/plan.yaml:"));
  }

  @Test
  void theMenuPlanIsValid() {
    Typed typed = Typed.at("validate", "menuca-v3", "--no-syntax", "--plans", PLANS);

    assertThat(typed.code()).isZero();
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out().lines().limit(4))
        .satisfiesExactly(
            plan ->
                assertThat(plan)
                    .matches(
                        "menuca-v3 is a plan: 3 changes, 2 environments, \\d+ scripts, digest"
                            + " [0-9a-f]{64}"),
            parsed -> assertThat(parsed).isEqualTo("its scripts were not parsed: --no-syntax"),
            lint -> assertThat(lint).isEqualTo("lint"),
            finding ->
                assertThat(finding)
                    .isEqualTo(
                        "  privilege-changing: row-level-security, 180 statements in the apply of"
                            + " rls, sql/Security/create_rls_policies.sql:38: who sees which rows"
                            + " changes"));
    assertThat(typed.out())
        .containsPattern(
            "note: production: \\d{4}-03-\\d\\d 02:00 does not exist in America/New_York: the window"
                + " opens at 03:00\n");
  }

  /** M-008, B-22: a throw-away server where Soakgate's own is not there. */
  @Test
  @Tag("postgres")
  void whatCannotBeParsedIsOneOfTheProblems() throws Exception {
    Path state = home.resolve("state");
    assertThat(
            Typed.at("validate", "menuca-v3", "--plans", PLANS, "--state", state.toString()).out())
        .containsPattern(
            "every statement was parsed by PostgreSQL [0-9.]+ \\(a throw-away one\\), and none was"
                + " run\n");
    Path plan = home.resolve("menuca-v3");
    PlanFolder.copy(Path.of(PLANS).resolve("menuca-v3"), plan);
    Path rls = plan.resolve("sql/Security/create_rls_policies.sql");
    Files.writeString(
        rls, Files.readString(rls).replaceFirst("CREATE POLICY", "CREATE POLITY") + "SELEC 1;\n");
    Typed typed =
        Typed.at("validate", "menuca-v3", "--plans", home.toString(), "--state", state.toString());
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err())
        .containsPattern(
            "sql/Security/create_rls_policies.sql:39:8: syntax error at or near \"POLITY\":"
                + " PostgreSQL [0-9.]+ cannot parse this statement: CREATE POLITY provinces_admin")
        .containsPattern(
            "sql/Security/create_rls_policies.sql:313:1: syntax error at or near \"SELEC\":"
                + " PostgreSQL [0-9.]+ cannot parse this statement: SELEC 1; correct it");
  }

  @Test
  void whatInitWritesIsAPlan() throws Exception {
    Path folder = home.resolve("plans").resolve("corner-shop");

    Typed typed = Typed.at("init", folder.toString());

    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    assertThat(typed.out().lines())
        .containsExactly(
            "wrote " + folder.resolve("plan.yaml"),
            "wrote " + folder.resolve("sql/add_index.sql"),
            "wrote " + folder.resolve("sql/orders_of_a_customer.sql"),
            "next: soakgate validate corner-shop --plans " + folder.getParent());
    Typed valid =
        Typed.at(
            "validate", "corner-shop", "--no-syntax", "--plans", folder.getParent().toString());
    assertThat(valid.err()).isEmpty();
    assertThat(valid.code()).isZero();
    assertThat(valid.out())
        .startsWith("corner-shop is a plan: 1 change, 2 environments, 2 scripts, digest ");
  }

  @Test
  void initNamesTheSchemaWhereThatLies() throws Exception {
    String before = System.getProperty("soakgate.home");
    System.setProperty("soakgate.home", home.toString());
    try {
      Files.createDirectories(home.resolve("docs"));
      Files.writeString(home.resolve("docs/plan.schema.json"), "{}");
      Typed.at("init", home.resolve("plans/shop").toString());
    } finally {
      if (before == null) {
        System.clearProperty("soakgate.home");
      } else {
        System.setProperty("soakgate.home", before);
      }
    }
    assertThat(Files.readString(home.resolve("plans/shop/plan.yaml")))
        .startsWith("# yaml-language-server: $schema=../../docs/plan.schema.json\n# One index");
  }

  @Test
  void initWritesOverNothingAndNamesNoPlanThatCannotBe() throws Exception {
    Path there = Files.createDirectories(home.resolve("shop"));
    Path misnamed = home.resolve("My Shop");

    assertThat(Typed.at("init", there.toString()))
        .isEqualTo(
            new Typed(
                2,
                "",
                there + " is there already: nothing of it is written over; name another folder\n"));
    assertThat(Typed.at("init", misnamed.toString()))
        .isEqualTo(
            new Typed(
                2,
                "",
                "My Shop cannot name a plan: a name is at most 63 small letters, digits and hyphens,"
                    + " a letter first; write it like plans/shop\n"));
    assertThat(misnamed).doesNotExist();
    assertThat(there).isEmptyDirectory();
  }
}
