package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Foresight;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Rollback;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a rollback option may run: one with {@code approve} opens a gate of its own first, so
 * that what is a last resort is never done in passing. It waits as long as people need.
 */
public final class Permission {
  private final GateKeeper gates;
  private final Orders orders;
  private final Chronicle chronicle;
  private String given;
  private final Foresight foresight;
  private final Board board;

  public Permission(
      GateKeeper gates, Orders orders, Chronicle chronicle, Foresight foresight, Board board) {
    this.foresight = foresight;
    this.board = board;
    this.gates = gates;
    this.orders = orders;
    this.chronicle = chronicle;
  }

  /** Everybody who has to agree to the option has done so. */
  public void given(String option) {
    given = option;
  }

  /** The option that may run: this one, or another that was chosen when it was refused; or null. */
  public String agreed(Stage stage, String option) {
    String next = option;
    while (next != null) {
      String refused = refused(stage, next);
      if (refused == null) {
        return next;
      }
      next = another(stage, next, refused);
    }
    return null;
  }

  private String refused(Stage stage, String option) {
    Foreseen seen = foresight.of(stage, option);
    seen.breaks().forEach(words -> note(stage, option, "ok", words));
    seen.impossible().forEach(words -> note(stage, option, "failed", words));
    if (!seen.impossible().isEmpty()) {
      return "rollback " + option + " is not possible now: " + String.join("; ", seen.impossible());
    }
    Rollback named = stage.admitted().plan().rollback(option);
    List<String> roles = named == null ? List.of() : named.approve();
    return roles.isEmpty() || option.equals(given)
        ? null
        : asked(stage, option, roles, seen.breaks());
  }

  /** Asks at a gate whose card says what it breaks. */
  private String asked(Stage stage, String option, List<String> roles, List<String> breaks) {
    List<String> mind = new ArrayList<>();
    breaks.forEach(words -> mind.add("rollback " + option + ": " + words));
    mind.addAll(stage.cautions().caveats());
    board.caveats(mind);
    try {
      return gates.ask(stage, Rollback.gate(option), roles);
    } finally {
      board.caveats(stage.cautions().caveats());
    }
  }

  private void note(Stage stage, String option, String outcome, String words) {
    chronicle.note(stage.name(), "rollback " + option, "rollback", outcome, words);
  }

  private String another(Stage stage, String option, String refused) {
    String words =
        "%s: %s. Retry to ask again, roll back with another option, or resume to leave it as it is?"
            .formatted(stage.name(), refused);
    note(stage, option, "waiting", words);
    chronicle.send();
    List<Act> answers = List.of(Act.RETRY, Act.ROLLBACK, Act.RESUME);
    Question question =
        new Question(words, answers, null)
            .resuming("Leave it", "Nothing is rolled back: everything stays as it is.");
    Command answer = orders.asking().answered(question);
    note(stage, option, "ok", answer.act().word());
    return switch (answer.act()) {
      case RETRY -> option;
      case ROLLBACK -> answer.option();
      default -> null;
    };
  }
}
