package io.soakgate.starter;

import io.soakgate.audit.Snapshots;
import io.soakgate.audit.Snapshots.Snapshot;
import io.soakgate.deployment.Status;
import io.soakgate.takeover.Standing;
import io.soakgate.worker.Configuration;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What is known without Temporal: Soakgate's own database and the targets' ledgers, by the worker's
 * configuration.
 *
 * @param status how the deployment stood when the audit last heard of it
 * @param ledgers how it stands in each environment now
 * @param recorded when the audit last heard of it
 */
record Offline(Status status, List<String> ledgers, Instant recorded) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Looks.
   *
   * @param deployment its id; null: the one that had not ended
   */
  static Offline look(Configuration configuration, String deployment) throws SQLException {
    Snapshots snapshots = new Snapshots(configuration.store());
    String id = deployment == null ? only(snapshots.list()) : deployment;
    Snapshot snapshot =
        snapshots
            .latest(id)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Soakgate's own database holds nothing of " + id + " either"));
    List<String> ledgers = new Standing(configuration.store(), configuration.targets()).ledgers(id);
    return new Offline(snapshot.status(), ledgers, snapshot.recorded());
  }

  private static String only(List<Snapshot> all) {
    return Connection.only(
        all.stream().filter(s -> s.status().ending() == null).map(Snapshot::deployment).toList());
  }

  /** Said first, so that nobody takes it for news. */
  String asOf(Instant now) {
    return "as of %s (%s ago), from Soakgate's own database"
        .formatted(TIME.format(recorded), Elapsed.words(Duration.between(recorded, now)));
  }
}
