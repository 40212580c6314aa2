package io.soakgate.slack.card;

import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.ButtonElement;
import io.soakgate.deployment.CardActivity.About;
import io.soakgate.deployment.CardActivity.Asked;
import io.soakgate.deployment.CardActivity.GateFace;
import io.soakgate.deployment.CardActivity.Reply;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Status.OpenGate;
import io.soakgate.slack.Pressed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The buttons of a deployment's cards: each carries what was on the card when it was pressed.
 *
 * @param heard whether anybody hears what is pressed; there are none where nobody does
 */
record Buttons(About of, boolean heard) {
  private static final int LABEL = 75;
  private static final int VALUE = 2_000;
  private static final int TITLE = 100;
  private static final int ASKED = 300;
  private static final String PRIMARY = "primary";
  private static final String DANGER = "danger";

  /**
   * Agreeing is asked twice: people press while they scroll.
   *
   * @param listed whether the card lists all that agreeing confirms; who cannot read it there
   *     cannot agree there
   */
  List<ButtonElement> gate(GateFace face, boolean listed) {
    OpenGate gate = face.gate();
    Pressed pressed =
        Pressed.gate(
            of.deployment(),
            of.run(),
            gate.environment(),
            gate.moment(),
            gate.attempt(),
            gate.digest());
    String confirms =
        gate.attestations().isEmpty()
            ? ""
            : " You confirm what the card lists: " + gate.attestations().size() + " in all.";
    String what = of.title() + ", plan digest " + GateCard.digest(gate.digest()) + "." + confirms;
    String title = "Approve " + gate.moment() + " of " + gate.environment() + "?";
    Optional<ButtonElement> approve =
        button(Pressed.APPROVE, "Approve", PRIMARY, pressed, dialog(title, what, "Approve"));
    return Stream.of(
            approve.filter(b -> listed), button(Pressed.REJECT, "Reject…", DANGER, pressed, null))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Stops it before the next step, or lets it go on. */
  List<ButtonElement> pause(boolean paused) {
    Act act = paused ? Act.RESUME : Act.PAUSE;
    String label = paused ? "Resume" : "Pause";
    String what =
        paused ? "It goes on with the next step." : "It stops before the next step, and waits.";
    return button(
            Pressed.action(act),
            label,
            null,
            Pressed.command(of.deployment(), of.run(), null, null)
                .to(paused ? Command.PAUSE : null),
            dialog(label + " " + of.deployment() + "?", what, label))
        .stream()
        .toList();
  }

  /** One per way to answer that needs nothing to be typed but a reason. */
  List<ButtonElement> answers(Asked asked) {
    return asked.answers().stream()
        .map(reply -> answer(reply, asked.number()))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<ButtonElement> answer(Reply reply, Integer question) {
    Pressed pressed =
        Pressed.command(of.deployment(), of.run(), reply.about(), reply.target()).to(question);
    String about = reply.about() == null ? "" : " " + reply.about();
    return switch (reply.act()) {
      case ROLLBACK -> modal(reply.act(), "Roll back" + about + "…", DANGER, pressed);
      case SKIP -> modal(reply.act(), "Skip" + about + "…", null, pressed);
      case WAIVE -> modal(reply.act(), "Waive" + about + "…", null, pressed);
      case RETRY -> asked(reply.act(), "Retry" + about, "It is tried again.", pressed);
      case RESUME -> asked(reply.act(), reply.label(), reply.means(), pressed);
      default -> Optional.empty();
    };
  }

  private Optional<ButtonElement> modal(Act act, String label, String style, Pressed pressed) {
    return button(Pressed.action(act), label, style, pressed, null);
  }

  private Optional<ButtonElement> asked(Act act, String label, String what, Pressed pressed) {
    return button(Pressed.action(act), label, null, pressed, dialog(label + "?", what, "Yes"));
  }

  /** None where what it carries is longer than Slack takes; the command line is there. */
  private Optional<ButtonElement> button(
      String action, String label, String style, Pressed pressed, ConfirmationDialogObject dialog) {
    String value = pressed.value();
    return !heard || value.length() > VALUE
        ? Optional.empty()
        : Optional.of(
            ButtonElement.builder()
                .actionId(action)
                .text(Drawing.plain(Clip.plain(label, LABEL)))
                .style(style)
                .value(value)
                .confirm(dialog)
                .build());
  }

  private static ConfirmationDialogObject dialog(String title, String what, String yes) {
    return ConfirmationDialogObject.builder()
        .title(Drawing.plain(Clip.plain(title, TITLE)))
        .text(Drawing.plain(Clip.plain(what, ASKED)))
        .confirm(Drawing.plain(yes))
        .deny(Drawing.plain("Not yet"))
        .build();
  }
}
