package io.soakgate.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.temporal.envconfig.ClientConfigProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static final String PLANS = Stored.ROOT.resolve("plans").toString();

  @TempDir Path home;

  @Test
  void whatIsTypedWrongIsSaidInALineAndExitsWith2() {
    assertThat(Typed.at("deply"))
        .isEqualTo(
            new Typed(
                2,
                "",
                """
                soakgate: Unmatched argument at index 0: 'deply'; see soakgate --help
                Did you mean: soakgate dev or soakgate demo or soakgate report?
                """));
    assertThat(Typed.at())
        .isEqualTo(
            new Typed(2, "", "soakgate: Missing required subcommand; see soakgate --help\n"));
    assertThat(Typed.at("start"))
        .isEqualTo(
            new Typed(
                2,
                "",
                "soakgate start: Missing required parameter: 'PLAN'; see soakgate start --help\n"));
    assertThat(Typed.at("approve"))
        .isEqualTo(
            new Typed(
                2,
                "",
                "soakgate approve: Missing required option: '--by=NAME'; see soakgate approve"
                    + " --help\n"));
    assertThat(Typed.at("reject", "--by", "brian"))
        .isEqualTo(
            new Typed(
                2,
                "",
                "soakgate reject: Missing required option: '--reason=TEXT'; see soakgate reject"
                    + " --help\n"));
    assertThat(Typed.at("approve", "--by", "brian", "--attempt", "first").err())
        .isEqualTo(
            "soakgate approve: Invalid value for option '--attempt': 'first' is not an int; see"
                + " soakgate approve --help\n");
  }

  @Test
  void whoeverStopsOrTakesBackSomethingSaysWhy() {
    for (String verb : List.of("pause", "abort", "rollback", "retry", "skip", "issue")) {
      assertThat(Typed.at(verb, "--by", "brian"))
          .as(verb)
          .isEqualTo(
              new Typed(2, "", "--reason is missing: whoever reads the report asks why; say it\n"));
    }
  }

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
  void theMenuPlanIsValid() {
    Typed typed = Typed.at("validate", "menuca-v3", "--plans", PLANS);

    assertThat(typed.code()).isZero();
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out())
        .matches(
            "menuca-v3 is a plan: 3 changes, 2 environments, 9 scripts, digest [0-9a-f]{64}\n");
  }

  @Test
  void thePreviewOfTheMenuPlanIsTheStoredOne() throws Exception {
    Typed typed = Typed.at("preview", "menuca-v3", "--plans", PLANS);

    assertThat(typed.code()).isZero();
    Stored.same(
        Path.of("src/test/resources/io/soakgate/starter/preview-menuca-v3.txt"), typed.out());
  }

  @Test
  void aConfigurationThatIsNotThereOrWrongIsSaid() throws Exception {
    Path none = home.resolve("none.yaml");
    assertThat(Typed.at("worker", "--config", none.toString()))
        .isEqualTo(new Typed(2, "", none + ": no such configuration; name one with --config\n"));
    Path wrong = Files.writeString(home.resolve("wrong.yaml"), "soakgate: 1\ntargets: {}\n");
    assertThat(Typed.at("worker", "--config", wrong.toString()))
        .isEqualTo(
            new Typed(
                2,
                "",
                "wrong.yaml:1:1: `store` is missing: it has no default; add `store: …` here\n"));
  }

  @Test
  void whereNoServerAnswersItSaysSoAndWhatToDo() {
    ClientConfigProfile nowhere =
        ClientConfigProfile.newBuilder().setAddress("127.0.0.1:1").build();

    assertThatThrownBy(() -> Connection.open(nowhere))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no Temporal server answers at 127.0.0.1:1; start one with `soakgate dev`, or set"
                + " TEMPORAL_ADDRESS");
  }

  @Test
  void theServerThatDevLeftItsAddressOfIsFound() throws Exception {
    assumeThat(System.getenv("TEMPORAL_ADDRESS")).isNull();
    Files.writeString(home.resolve("temporal.address"), "127.0.0.1:1\n");
    Typed typed = Typed.at("status", "--state", home.toString());

    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err())
        .startsWith("soakgate status: no Temporal server answers at 127.0.0.1:1; start one with");
  }

  @Test
  void withoutAnIdOneDeploymentIsMeantAndNeverAGuess() {
    assertThat(Connection.only(List.of("shop-1"))).isEqualTo("shop-1");
    assertThatThrownBy(() -> Connection.only(List.of()))
        .hasMessage("no deployment runs; name one by its id");
    assertThatThrownBy(() -> Connection.only(List.of("shop-1", "menu-2")))
        .isInstanceOf(BadInput.class)
        .hasMessage("more than one deployment runs; name one of shop-1, menu-2");
  }

  @Test
  void itIsCalledAsPeopleCallIt() {
    assertThat(Called.typed("soakgate status x")).isEqualTo("soakgate status x");
    System.setProperty("soakgate.called", "./soakgate");
    try {
      assertThat(Called.typed("soakgate status soakgate")).isEqualTo("./soakgate status soakgate");
    } finally {
      System.clearProperty("soakgate.called");
    }
  }
}
