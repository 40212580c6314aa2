package io.soakgate.deployment.walk;

import io.soakgate.plan.Budget;
import java.time.Duration;

/** How long things are expected to take in a stage. */
final class Takes {
  private Takes() {}

  /** From the opening of the window until the change is released. */
  static Duration walk(Stage stage) {
    return budget(stage).walk();
  }

  /** Taking everything back takes at most as long as doing it did. */
  static Duration rollback(Stage stage) {
    return budget(stage).rollback();
  }

  private static Budget budget(Stage stage) {
    return Budget.of(stage.admitted().plan().changes(), stage.environment());
  }
}
