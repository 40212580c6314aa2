package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.slack.Pressed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
  private static final Pressed RESTORE =
      Pressed.command("shop-1", "7f", "everything", "shop-production");

  private final Form form = new Form(RESTORE.value(), "C1", "1.1", null, "2.2");

  @Test
  void whereDataIsRestoredOverTheTargetsNameIsTyped() {
    assertThat(form.errors("the sums are wrong", "shop-production")).isEmpty();
    assertThat(form.errors("the sums are wrong", " shop-production ")).isEmpty();
    assertThat(form.errors("the sums are wrong", "shop-staging"))
        .isEqualTo(Map.of("target", "this is not shop-production"));
    assertThat(form.errors("  wrong   ", ""))
        .isEqualTo(
            Map.of(
                "reason", "10 to 1000 characters, for the report",
                "target", "this is not shop-production"));
    assertThat(form.errors("x".repeat(1_001), "shop-production")).containsOnlyKeys("reason");
  }

  @Test
  void whatIsRestoredNotOverAnythingNeedsNoName() throws Exception {
    Form gate =
        new Form(
            Pressed.gate("shop-1", "7f", "production", "go", 1, "d1").value(),
            "C1",
            "1.1",
            null,
            "2.2");

    assertThat(gate.errors("the sums are wrong", "")).isEmpty();
    JsonNode view = new ObjectMapper().readTree(gate.view(Pressed.REJECT, "Reject"));
    assertThat(view.findValuesAsText("block_id")).containsExactly("reason");
    assertThat(view.at("/blocks/0/text/text").asText()).isEqualTo("shop-1: production go");
    assertThat(Form.read(view.path("private_metadata").asText())).isEqualTo(gate);
  }

  @Test
  void theModalSaysWhatItIsAboutAndNothingInItCanMentionAnybody() throws Exception {
    Form evil =
        new Form(
            Pressed.command("shop-1", "7f", "<!channel>", "x".repeat(200)).value(),
            "C1",
            "1.1",
            null,
            "2.2");

    JsonNode view =
        new ObjectMapper().readTree(evil.view(Pressed.action(Act.ROLLBACK), "Roll back"));

    assertThat(view.path("callback_id").asText()).isEqualTo("soakgate.command.rollback");
    assertThat(view.at("/blocks/0/text/text").asText()).isEqualTo("shop-1: &lt;!channel&gt;");
    assertThat(view.at("/blocks/2/label/text").asText()).hasSize(150);
  }

  @Test
  void whatIsOfNoModalOfOursIsRefused() {
    assertThatThrownBy(() -> Form.read("{\"button\":null}"))
        .hasMessage("this form is not of this release of Soakgate");
    assertThatThrownBy(() -> Form.read(RESTORE.value()))
        .hasMessage("this form is not of this release of Soakgate");
  }

  @Test
  void aButtonIsAboutWhatItsCommandIsAbout() {
    Command rollback = Meaning.command(Act.ROLLBACK, RESTORE, "brian", "the sums are wrong");
    Pressed rule = Pressed.command("shop-1", "7f", "slow", null);

    assertThat(rollback.option()).isEqualTo("everything");
    assertThat(rollback.source()).isEqualTo("slack");
    assertThat(Meaning.command(Act.SKIP, rule, "brian", "r").change()).isEqualTo("slow");
    assertThat(Meaning.command(Act.WAIVE, rule, "brian", "r").check()).isEqualTo("slow");
    assertThat(Meaning.command(Act.SNOOZE, rule, "brian", "r").option()).isEqualTo("slow/1h");
    assertThat(Meaning.command(Act.PAUSE, rule, "brian", null).reason())
        .isEqualTo("pressed in Slack");
    assertThat(Meaning.command(Act.RETRY, rule.to(3), "brian", null).question()).isEqualTo(3);
    assertThat(Meaning.command(Act.RESUME, rule.to(3), "brian", null))
        .isEqualTo(new Command(Act.RESUME, "brian", "pressed in Slack", null, "slack").to(3));
    assertThat(Meaning.command(Act.SKIP, rule.to(3), "brian", "r").question()).isNull();
  }
}
