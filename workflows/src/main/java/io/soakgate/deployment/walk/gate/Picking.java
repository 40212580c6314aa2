package io.soakgate.deployment.walk.gate;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Takes;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Window;
import io.soakgate.verdict.Opening;
import io.soakgate.verdict.Opening.Slot;
import io.soakgate.verdict.Picked;
import java.time.Duration;
import java.util.List;

/** Has the people of a role pick the window, where the plan leaves it to them (M-068, S-071). */
public final class Picking {
  private final PlanTime time;
  private final Orders orders;
  private final Telling telling;
  private final Chronicle chronicle;
  private Slot picked;

  public Picking(PlanTime time, Orders orders, Telling telling, Chronicle chronicle) {
    this.time = time;
    this.orders = orders;
    this.telling = telling;
    this.chronicle = chronicle;
  }

  /** Waits until somebody of the role has picked one that can be had. */
  Slot pick(Stage stage) {
    Window window = stage.environment().window();
    Slot soonest = Opening.next(window, time.now().plus(window.announce()));
    picked = null;
    Question question = new Question(words(stage, soonest), List.of(Act.WINDOW), null);
    question
        .about(soonest.opens().atZone(window.zone()).toLocalDateTime().toString())
        .aside(c -> take(stage, question, c));
    telling.alert(stage, "window", Severity.WARN, question.words());
    chronicle.send();
    orders.asking().answered(question);
    return picked;
  }

  private static String words(Stage stage, Slot soonest) {
    Window window = stage.environment().window();
    String lasts =
        window.lasts() == null
            ? "at most " + Words.duration(window.longest())
            : Words.duration(window.lasts().least()) + " to " + Words.duration(window.longest());
    return "%s picks the window of %s: %s between %s and %s %s, the soonest %s"
        .formatted(
            window.pick(),
            stage.name(),
            lasts,
            window.from(),
            window.to(),
            window.zone(),
            Opening.words(soonest, window.zone()));
  }

  private Answer take(Stage stage, Question question, Command command) {
    Window window = stage.environment().window();
    if (!holds(stage, command.by(), window.pick())) {
      return Orders.refused(
          command.by() + " does not hold " + window.pick() + ", who picks the window",
          "have somebody of " + window.pick() + " pick it");
    }
    Duration needed = Takes.walk(stage).plus(Takes.rollback(stage));
    Picked wanted = Picked.of(window, command.option(), time.now(), needed);
    if (wanted.slot() == null) {
      return Orders.refused(wanted.refused(), wanted.todo());
    }
    String words = Opening.words(wanted.slot(), window.zone());
    picked = wanted.slot();
    question.answer(command);
    chronicle.note(stage.name(), "window", "command", "ok", command.by() + " picks " + words);
    return Orders.recorded(words);
  }

  private static boolean holds(Stage stage, String by, String role) {
    return stage.admitted().holders().stream()
        .filter(h -> h.role().equals(role))
        .flatMap(h -> h.people().stream())
        .anyMatch(p -> p.strip().equalsIgnoreCase(by.strip()));
  }
}
