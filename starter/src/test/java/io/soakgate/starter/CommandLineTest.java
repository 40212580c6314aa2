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
    for (String verb : List.of("pause", "abort", "rollback", "retry", "skip")) {
      assertThat(Typed.at(verb, "--by", "brian"))
          .as(verb)
          .isEqualTo(
              new Typed(2, "", "--reason is missing: whoever reads the report asks why; say it\n"));
    }
  }

  @Test
  void aPlanThatSaysNothingAboutTroubleCannotBeShownToBreakARule() {
    Typed.at("init", home.resolve("corner-shop").toString());

    assertThat(
            Typed.at(
                "demo",
                "--plan",
                "corner-shop",
                "--breach",
                "--plans",
                home.toString(),
                "--state",
                home.resolve("state").toString()))
        .isEqualTo(
            new Typed(
                2,
                "",
                "plan corner-shop has no sample/breach.sql, so nothing here could break one of its"
                    + " rules; leave --breach out, or write one\n"));
    assertThat(home.resolve("state")).doesNotExist();
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
