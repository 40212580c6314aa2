package io.soakgate.deployment.walk;

import io.soakgate.deployment.Command;
import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.plan.IfFails;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what is taken back once a walk stopped.
 *
 * <p>A failure or a rollback concerns the environment it happened in: when production is rolled
 * back, staging stays as it was proven, and is listed. Who calls the whole deployment off means all
 * of it: every environment that was changed goes back as its own {@code if-fails} says, the latest
 * first.
 */
final class Aftermath {
  private final Parts parts;
  private final List<String> stayed = new ArrayList<>();

  Aftermath(Parts parts) {
    this.parts = parts;
  }

  /** How a deployment ended. */
  record End(Ending ending, String why, List<String> stayed) {}

  /**
   * Takes back what has to be.
   *
   * @param stages every environment that was entered, in order
   */
  End after(Stop stop, List<Stage> stages) {
    Stage last = stages.isEmpty() ? null : stages.get(stages.size() - 1);
    boolean changed = last != null && last.changed();
    List<Stage> earlier = stages.isEmpty() ? List.of() : stages.subList(0, stages.size() - 1);
    Ending ending =
        switch (stop.kind()) {
          case REFUSED -> refused(last, changed, stop.why());
          case FAILED -> changed ? failed(last, stop.why()) : Ending.REFUSED;
          case LEFT -> changed ? leave(last, stop.why()) : Ending.REFUSED;
          case ROLLBACK -> back(last, stop.option(), stop.why());
          case CALLED_OFF -> calledOff(stages, stop.why());
        };
    for (int i = stages.size() - 1; i >= 0; i--) {
      parts.freeze().off(stages.get(i));
    }
    if (stop.kind() != Stop.Kind.CALLED_OFF) {
      earlier.forEach(this::stays);
    }
    return new End(ending, stop.why(), List.copyOf(stayed));
  }

  /** An attempt before the refused one may have begun; undoing what was not done is harmless. */
  private Ending refused(Stage last, boolean changed, String why) {
    if (changed) {
      back(last, Rollback.EVERYTHING, why);
    }
    return Ending.REFUSED;
  }

  private Ending failed(Stage stage, String why) {
    parts.telling().alert(stage, "failed", Severity.PAGE, why);
    parts.cards().incident(stage, "failed", List.of(), Severity.PAGE, why);
    return byIfFails(stage, why);
  }

  private Ending calledOff(List<Stage> stages, String why) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (stages.get(i).changed()) {
        byIfFails(stages.get(i), why);
      }
    }
    return Ending.CANCELLED;
  }

  private Ending byIfFails(Stage stage, String why) {
    IfFails says = stage.environment().ifFails();
    if (says == IfFails.ROLLBACK) {
      return back(stage, Rollback.EVERYTHING, why);
    }
    if (says == IfFails.ASK) {
      Command answer = ask(stage, why);
      if (answer.act() == Act.ROLLBACK) {
        return back(stage, answer.option(), why);
      }
    }
    return leave(stage, why);
  }

  private Ending leave(Stage stage, String why) {
    parts.chronicle().note(stage.name(), "rollback", "rollback", "ok", "stays as it is: " + why);
    stays(stage);
    return Ending.PARTLY_ROLLED_BACK;
  }

  private Command ask(Stage stage, String why) {
    parts.board().working(stage.name(), "the walk's end");
    String words = stage.name() + ": " + why + ". Roll back, or resume to leave it as it is?";
    parts.chronicle().note(stage.name(), "rollback", "rollback", "waiting", words);
    parts.telling().alert(stage, "failed", Severity.PAGE, words);
    return parts
        .orders()
        .asking()
        .answered(
            new Question(words, List.of(Act.ROLLBACK, Act.RESUME), Rollback.EVERYTHING)
                .holding("the walk's end")
                .resuming("Leave it", "Nothing is rolled back: everything stays as it is."));
  }

  private Ending back(Stage stage, String option, String why) {
    List<String> left = parts.compensation().rollBack(stage, option, why);
    stayed.addAll(left);
    return left.isEmpty() ? Ending.ROLLED_BACK : Ending.PARTLY_ROLLED_BACK;
  }

  private void stays(Stage stage) {
    stage.applied().forEach(change -> stayed.add(stage.name() + ": change " + change));
  }
}
