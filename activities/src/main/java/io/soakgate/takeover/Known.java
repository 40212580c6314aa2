package io.soakgate.takeover;

import io.soakgate.audit.Snapshots;
import io.soakgate.audit.Snapshots.Snapshot;
import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.soakgate.plan.Environment;
import io.soakgate.target.AdmittedPlans;
import io.soakgate.target.AdmittedPlans.Kept;
import io.soakgate.target.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What Soakgate's own database knows of a deployment.
 *
 * @param kept the frozen plan
 * @param snapshot how it stood when the audit last heard of it; empty when it never did
 */
record Known(Kept kept, Optional<Snapshot> snapshot) {

  private static final List<String> DEEDS = List.of("change", "rollback", "action");

  /**
   * Reads it.
   *
   * @throws IllegalStateException when no such deployment was admitted
   */
  static Known of(Store store, String deployment) throws SQLException {
    Kept kept =
        new AdmittedPlans(store)
            .latest(deployment)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Soakgate's own database knows no admitted deployment "
                            + deployment
                            + "; soakgate reconcile lists those it knows"));
    return new Known(kept, new Snapshots(store).latest(deployment));
  }

  List<Entry> timeline() {
    return snapshot.map(Snapshot::status).map(Status::timeline).orElse(List.of());
  }

  /** Whether the walk had gone past an environment. */
  boolean past(Environment environment) {
    List<Environment> all = kept.plan().environments();
    int at = all.indexOf(environment);
    return all.subList(at + 1, all.size()).stream().anyMatch(e -> entered(e.name()));
  }

  private boolean entered(String environment) {
    return timeline().stream().anyMatch(e -> environment.equals(e.environment()));
  }

  /** Who agreed at a gate, in words; empty when nobody is known to have. */
  Optional<String> agreed(String environment, String moment) {
    return last(environment, "gate " + moment, "gate", "ok");
  }

  /** What became of the environment's backup, in words; empty when none is known. */
  Optional<String> backup(String environment) {
    return last(environment, "backup", "backup", "ok");
  }

  /** What the history says last of a change there; empty when it says nothing. */
  Optional<Entry> history(String environment, String change) {
    return timeline().stream()
        .filter(e -> environment.equals(e.environment()) && e.subject().equals(change))
        .filter(e -> DEEDS.contains(e.kind()))
        .filter(e -> !e.words().startsWith("begins"))
        .reduce((first, second) -> second);
  }

  private Optional<String> last(String environment, String subject, String kind, String outcome) {
    return timeline().stream()
        .filter(e -> environment.equals(e.environment()) && e.subject().equals(subject))
        .filter(e -> e.kind().equals(kind) && e.outcome().equals(outcome))
        .map(Entry::words)
        .reduce((first, second) -> second);
  }
}
