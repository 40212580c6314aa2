package io.soakgate.deployment.walk.rollback;

import io.soakgate.deployment.Left;
import io.soakgate.deployment.Left.LeftIn;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Keeps what stays behind for a rollback after the ending (ADR 0028). */
public final class Leaving {
  private final Chronicle chronicle;

  public Leaving(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /** At a deployment's ending; nothing is kept of one that changed nothing. */
  public void keep(List<Stage> stages, int pace) {
    List<LeftIn> left = stages.stream().filter(Stage::changed).map(Leaving::left).toList();
    if (left.isEmpty()) {
      return;
    }
    Admitted admitted = stages.get(0).admitted();
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    keep(
        new Left(
            admitted.deployment(),
            admitted.deployment(),
            admitted.plan(),
            admitted.digest(),
            admitted.scripts(),
            admitted.origin(),
            now,
            pace,
            Left.ASKS,
            left));
  }

  private static LeftIn left(Stage stage) {
    return new LeftIn(
        stage.name(),
        stage.stays(),
        stage.backup(),
        stage.baselines().seen(),
        stage.before(),
        stage.standing().catalog());
  }

  /** Once for all: that it could not be kept is a warning, because it only concerns later. */
  public void keep(Left left) {
    try {
      Outside.report("keep what " + left.deployment() + " left behind").keep(left);
    } catch (ActivityFailure e) {
      chronicle.warn(
          null,
          "rollback",
          "what stays could not be kept, so soakgate rollback cannot take it back after this: "
              + Words.why(e));
    }
  }
}
