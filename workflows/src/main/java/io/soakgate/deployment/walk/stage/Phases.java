package io.soakgate.deployment.walk.stage;

import io.soakgate.plan.ReportRule;
import io.soakgate.plan.ReportRule.Part;
import io.soakgate.plan.ReportRule.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long the parts of an environment's walk take, held against what the report expects. */
public final class Phases {
  private final PlanTime time;
  private final Chronicle chronicle;

  public Phases(PlanTime time, Chronicle chronicle) {
    this.time = time;
    this.chronicle = chronicle;
  }

  /** Does it and notes how long it took, however it ends. */
  public void time(Stage stage, Part part, Runnable doing) {
    Instant from = time.now();
    try {
      doing.run();
    } finally {
      stage.took(part, Duration.between(from, time.now()));
    }
  }

  /** Warns of every part that took longer than expected. */
  public void late(Stage stage) {
    ReportRule rule = stage.admitted().plan().report();
    for (Phase phase : rule == null ? List.<Phase>of() : rule.takes()) {
      Duration took = stage.took(phase.part());
      boolean here = phase.environment().equals(stage.name());
      if (here && took != null && took.compareTo(phase.takes()) > 0) {
        chronicle.warn(
            stage.name(),
            phase.name(),
            "took " + Words.duration(took) + ", expected " + Words.duration(phase.takes()));
      }
    }
  }
}
