package io.soakgate.deployment.walk.freeze;

import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Severity;

/**
 * Keeps writes out while people think about a breach (rule 12): at once, until the question is
 * answered; a rollback keeps them out to its end.
 */
public final class Frozen {
  private final Freeze freeze;
  private final Chronicle chronicle;
  private final Telling telling;
  private Stage on;

  public Frozen(Freeze freeze, Chronicle chronicle, Telling telling) {
    this.freeze = freeze;
    this.chronicle = chronicle;
    this.telling = telling;
  }

  /** Begins before anybody is asked; that it does not work is no reason to wait with asking. */
  public void freeze(Stage stage, String subject, Breach breach) {
    if (stage.freezing().begun()) {
      return;
    }
    on = stage;
    String failed = freeze.engaged(stage, breach.words());
    if (failed != null) {
      chronicle.warn(stage.name(), subject, "writes go on: " + failed);
      telling.alert(stage, Moment.BREACH, Severity.CRITICAL, "writes go on: " + failed);
    }
  }

  /** Whether a person has answered, so that writes may go on. */
  public boolean thaws(Question question) {
    return on != null && question != null && question.answered();
  }

  /** Lets writes in again that were kept out here. */
  public void thaw(Stage stage) {
    if (on == stage) {
      on = null;
      freeze.off(stage);
    }
  }
}
