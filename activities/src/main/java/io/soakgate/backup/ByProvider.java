package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Foreseen;
import io.soakgate.target.Ledger;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A restore that a person did from the provider's console. Whether it is so the ledger tells: that
 * of a backup from before the changes knows nothing of them.
 */
record ByProvider(Target target, String application) {

  /** What it breaks, as far as it can be known from here. */
  Foreseen foresee(BackupResult backup) {
    return new Foreseen(
        List.of(),
        List.of(
            "a person restores the provider's backup %s in the place of %s; whether what is replaced is kept, and for how long nobody is let in, is the provider's to say"
                .formatted(backup.label(), target.database())));
  }

  /**
   * Looks whether it was restored, and writes that into its ledger.
   *
   * @throws io.temporal.failure.ApplicationFailure refused, when what was applied is still there
   */
  Effect act(ActRequest request, Pulse pulse) throws SQLException {
    long start = System.nanoTime();
    LedgerSchema.migrate(target);
    int applied = applied(request);
    String backup = request.backup().label();
    if (applied > 0) {
      throw Refusal.of(
          "%s still holds %d statements of %s: the provider's backup %s is not in its place; restore it, then retry"
              .formatted(target.database(), applied, request.scope().deployment(), backup));
    }
    RestoredFrom.note(target, request, pulse.fence());
    String words =
        "%s was restored by a person from the provider's backup %s: its ledger knows nothing of this deployment"
            .formatted(target.database(), backup);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Effect(words, took, 1, 0, List.of(), List.of());
  }

  private int applied(ActRequest request) throws SQLException {
    try (Connection session = target.connect(application)) {
      return Ledger.applied(session, request.scope().deployment());
    }
  }
}
