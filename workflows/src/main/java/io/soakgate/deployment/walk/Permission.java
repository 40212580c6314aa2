package io.soakgate.deployment.walk;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.plan.Rollback;
import java.util.List;

/**
 * Whether a rollback option may run: one with {@code approve} opens a gate of its own first, so
 * that what is a last resort is never done in passing. It waits as long as people need.
 */
final class Permission {
  private final GateKeeper gates;
  private final Orders orders;
  private final Chronicle chronicle;

  Permission(GateKeeper gates, Orders orders, Chronicle chronicle) {
    this.gates = gates;
    this.orders = orders;
    this.chronicle = chronicle;
  }

  /** The option that may run: this one, or another that was chosen when it was refused; or null. */
  String agreed(Stage stage, String option) {
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
    Rollback named = stage.admitted().plan().rollback(option);
    List<String> roles = named == null ? List.of() : named.approve();
    return roles.isEmpty() ? null : gates.ask(stage, Rollback.gate(option), roles);
  }

  private String another(Stage stage, String option, String refused) {
    String words =
        "%s: %s. Retry to ask again, roll back with another option, or resume to leave it as it is?"
            .formatted(stage.name(), refused);
    chronicle.note(stage.name(), "rollback " + option, "rollback", "waiting", words);
    chronicle.send();
    List<Act> answers = List.of(Act.RETRY, Act.ROLLBACK, Act.RESUME);
    Command answer = orders.asking().answered(new Question(words, answers, null));
    chronicle.note(stage.name(), "rollback " + option, "rollback", "ok", Orders.word(answer.act()));
    return switch (answer.act()) {
      case RETRY -> option;
      case ROLLBACK -> answer.option();
      default -> null;
    };
  }
}
