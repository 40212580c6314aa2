package io.soakgate.deployment.walk.stage;

import io.soakgate.plan.Budget;
import io.soakgate.plan.Change;
import io.soakgate.plan.Mode;
import java.time.Duration;
import java.util.List;

/** How long things are expected to take in a stage. */
public final class Takes {
  private Takes() {}

  /**
   * From the opening of the window until the change is released; where a mode was chosen, not less
   * than that takes (S-007).
   */
  public static Duration walk(Stage stage) {
    Mode mode = stage.admitted().mode();
    return budget(stage).atLeast(mode == null ? null : mode.takes()).walk();
  }

  /** From the beginning of this change until the release. */
  public static Duration from(Stage stage, Change next) {
    List<Change> all = stage.admitted().plan().changesIn(stage.name());
    return Budget.left(all.subList(all.indexOf(next), all.size()), stage.environment());
  }

  /** From now until the release: what has not been begun, and the checks after it. */
  static Duration left(Stage stage) {
    List<Change> all =
        stage.admitted().plan().changesIn(stage.name()).stream()
            .filter(c -> !stage.applied().contains(c.name()))
            .toList();
    return Budget.left(all, stage.environment());
  }

  /** Taking everything back takes at most as long as doing it did, or as the drill showed. */
  public static Duration rollback(Stage stage) {
    Duration planned = budget(stage).rollback();
    Duration drilled = stage.drill() == null ? Duration.ZERO : stage.drill().longest();
    return planned.compareTo(drilled) >= 0 ? planned : drilled;
  }

  private static Budget budget(Stage stage) {
    return Budget.of(stage.admitted().plan().changes(), stage.environment());
  }
}
