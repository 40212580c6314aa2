package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.verdict.Value;
import java.time.Duration;
import java.util.List;

/** Whether a backup comes back as fast as the rollbacks that restore it may take. */
public final class RestoreTime {
  private RestoreTime() {}

  /** A line for each rollback that the trial restore was too slow for. */
  public static List<String> tooLong(Plan plan, BackupResult backup) {
    Duration took =
        backup.values().stream()
            .filter(v -> v.name().equals("restore-took"))
            .map(RestoreTime::duration)
            .findFirst()
            .orElse(Duration.ZERO);
    return plan.rollbacks().stream()
        .filter(r -> r.within() != null && took.compareTo(r.within()) > 0)
        .filter(Rollback::restores)
        .map(
            r ->
                "rollback "
                    + r.name()
                    + ": the trial restore took "
                    + Words.duration(took)
                    + ", it may take "
                    + Words.duration(r.within()))
        .toList();
  }

  private static Duration duration(Value millis) {
    return Duration.ofMillis(millis.number().longValue());
  }
}
