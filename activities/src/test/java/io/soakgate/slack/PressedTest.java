package io.soakgate.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.Command.Act;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a button carries there and back. */
class PressedTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @Test
  void aButtonOfAGateSaysWhichGateItWasAndOfWhichPlan() {
    Pressed pressed = Pressed.gate("shop-1", "7f", "production", "go", 2, DIGEST);

    assertThat(pressed.value())
        .isEqualTo(
            "{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\",\"e\":\"production\",\"g\":\"go\",\"a\":2,\"h\":\""
                + DIGEST
                + "\"}");
    assertThat(Pressed.read(pressed.value())).isEqualTo(pressed);
  }

  @Test
  void aButtonOfACommandSaysWhatItIsAbout() {
    Pressed pressed = Pressed.command("shop-1", "7f", "restore", "shop-production");

    assertThat(pressed.value())
        .isEqualTo(
            "{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\",\"q\":\"restore\",\"t\":\"shop-production\"}");
    assertThat(Pressed.read(pressed.value())).isEqualTo(pressed);
    assertThat(Pressed.read("{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\"}"))
        .isEqualTo(Pressed.command("shop-1", "7f", null, null));
  }

  @Test
  void aButtonOfAQuestionSaysWhichOne() {
    Pressed pressed = Pressed.command("shop-1", "7f", "policies", null).to(2);

    assertThat(pressed.value())
        .isEqualTo("{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\",\"q\":\"policies\",\"n\":2}");
    assertThat(Pressed.read(pressed.value())).isEqualTo(pressed);
  }

  @Test
  void everyCommandHasAButton() {
    for (Act act : Act.values()) {
      assertThat(Pressed.act(Pressed.action(act))).contains(act);
    }
    assertThat(Pressed.action(Act.ROLLBACK)).isEqualTo("soakgate.command.rollback");
    assertThat(Pressed.act(Pressed.APPROVE)).isEmpty();
    assertThat(Pressed.act("soakgate.command.drop")).isEmpty();
    assertThat(Pressed.link("report")).isEqualTo("soakgate.link.report");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "{}",
        "{\"v\":2,\"d\":\"shop-1\",\"r\":\"7f\"}",
        "{\"v\":1,\"d\":\"shop-1\"}",
        "{\"v\":1,\"d\":\"shop-1\",\"r\":null}",
        "{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\",\"role\":\"lead\"}",
        "{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\",\"g\":\"go\"}",
        "{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\",\"e\":\"p\",\"g\":\"go\",\"a\":1,\"h\":\"d\",\"q\":\"x\"}",
        "{\"v\":1,\"d\":\"shop-1\",\"r\":\"7f\"} {}"
      })
  void whatNoCardCarriesIsRefused(String value) {
    assertThatThrownBy(() -> Pressed.read(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "this button is not of this release of Soakgate; use the newest card, or the command"
                + " line");
  }
}
