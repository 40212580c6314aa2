package io.soakgate.backup;

import io.soakgate.audit.Audit;
import io.soakgate.audit.Snapshots;
import io.soakgate.backup.Proof.Kept;
import io.soakgate.deployment.Entry;
import io.soakgate.target.Leases;
import io.soakgate.target.Store;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the dumps whose {@code keep} is over, and says so in their deployments' audit. While
 * anybody holds the lease of a target nothing of it is deleted: what is open there could need it.
 *
 * @param backups this worker's folder for backups
 */
public record Retention(Path backups, Targets targets, Store store) {
  private static final String STREAM = "retention";

  /**
   * Looks once.
   *
   * @return what was deleted, in words; empty when nothing was
   */
  public List<String> look(Instant now) throws IOException, SQLException {
    List<String> done = new ArrayList<>();
    for (Kept kept : Proof.all(backups)) {
      if (kept.proof().over(now) && free(kept.proof().target())) {
        done.add(delete(kept, now));
      }
    }
    return List.copyOf(done);
  }

  /** One of a target that this worker does not serve is left to the worker that does. */
  private boolean free(String name) throws SQLException {
    Optional<Target> target =
        targets.list().stream().filter(t -> t.name().equals(name)).findFirst();
    if (target.isEmpty()) {
      return false;
    }
    try (Connection session = target.get().connect("soakgate/retention")) {
      return Leases.free(session);
    }
  }

  // It is told before: what is deleted in silence could never be found out.
  private String delete(Kept kept, Instant now) throws IOException, SQLException {
    Proof proof = kept.proof();
    String words =
        "backup %s was kept until %s and is deleted: %s, SHA-256 %s"
            .formatted(proof.id(), proof.until(), Taken.megabytes(proof.size()), proof.digest());
    String[] names = proof.id().split("/");
    Entry entry = new Entry(now, names[names.length - 2], "backup", "backup", "deleted", words);
    String deployment = String.join("/", List.of(names).subList(0, names.length - 2));
    String run =
        new Snapshots(store).latest(deployment).map(Snapshots.Snapshot::run).orElse("unknown");
    new Audit(store).append(deployment, run, STREAM, List.of(entry));
    Path leaving = kept.folder().resolveSibling(kept.folder().getFileName() + ".deleted.partial");
    Files.move(kept.folder(), leaving);
    DumpFolder.remove(leaving);
    return words;
  }
}
