package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Fills a new database from a backup and proves that it holds what the backup held.
 *
 * @param original whose encoding and locale the new database gets
 * @param target on whose server it is made
 * @param backups the only folder dumps are read from
 */
record Preparation(
    Target original,
    Target target,
    String application,
    Path backups,
    Optional<ClientTools> tools,
    ServerDatabases server) {
  /**
   * What is left out of a restore on another server; grants stay, as they are what plans change.
   */
  static final List<String> ELSEWHERE =
      List.of("--no-owner", "--no-tablespaces", "--no-publications", "--no-subscriptions");

  /** Fills {@code fresh}, which is not there yet. */
  void fill(BackupResult backup, String fresh) throws Exception {
    if (backup.kind().equals("clone")) {
      fromClone(backup, fresh);
    } else {
      fromDump(backup, fresh);
    }
  }

  private void fromClone(BackupResult backup, String fresh) throws SQLException {
    if (server.oid(backup.location()) == 0) {
      throw Refusal.of(
          "the clone %s of backup %s is not on %s:%d any more; restore from another backup"
              .formatted(backup.location(), backup.id(), target.host(), target.port()));
    }
    server.copy(backup.location(), fresh);
    try (Connection session = target.connectTo(fresh, application)) {
      String digest = FingerprintReader.read(session).digest();
      if (!digest.equals(backup.digest())) {
        throw changed(backup, digest);
      }
    }
  }

  /** A dump that is what it was when it was taken, to its last byte. */
  KeptDump whole(BackupResult backup) throws IOException {
    return KeptDump.find(backups, backup);
  }

  /** The client tools, which there must be, and which can read the dump. */
  ClientTools found(BackupResult backup, KeptDump kept) {
    ClientTools found =
        tools.orElseThrow(
            () ->
                Refusal.of(
                    "this worker has no pg_restore to restore backup "
                        + backup.id()
                        + " with; install the PostgreSQL client tools"));
    refuseOlder(found, kept.manifest(), backup);
    return found;
  }

  private void fromDump(BackupResult backup, String fresh) throws Exception {
    KeptDump kept = whole(backup);
    refuseScoped(kept.manifest());
    ClientTools found = found(backup, kept);
    server.makeLike(original, target, application, fresh);
    Pulse pulse = server.pulse();
    ToolRun.Exit exit =
        new TrialRestore(found)
            .restoreInto(target, application, fresh, kept.folder(), elsewhere(), pulse);
    if (!exit.well()) {
      throw new IOException(
          "pg_restore of backup %s ended with exit code %d: %s"
              .formatted(backup.id(), exit.code(), exit.said()));
    }
    prove(backup, kept.manifest().counts(), fresh);
  }

  private List<String> elsewhere() {
    return target.away() ? ELSEWHERE : List.of();
  }

  private static void refuseScoped(Manifest manifest) {
    if (!manifest.schemas().isEmpty()) {
      throw Refusal.of(
          "backup %s holds schema %s alone, and a swap would lose all others; restore named schemas, or dump the whole database"
              .formatted(manifest.id(), String.join(", ", manifest.schemas())));
    }
  }

  private static void refuseOlder(ClientTools found, Manifest manifest, BackupResult backup) {
    if (found.major() < manifest.tool()) {
      throw Refusal.of(
          "pg_restore %d of this worker cannot read backup %s, which pg_dump %d wrote; install client tools of at least version %3$d"
              .formatted(found.major(), backup.id(), manifest.tool()));
    }
  }

  private void prove(BackupResult backup, RowCounts counts, String fresh)
      throws SQLException, InterruptedException {
    RowCounts restored =
        Reading.all(() -> target.connectTo(fresh, application), List.of(), server.pulse());
    try (Connection session = target.connectTo(fresh, application);
        Statement statement = session.createStatement()) {
      List<String> wrong = counts.differences(restored);
      if (!wrong.isEmpty()) {
        throw Refusal.of(
            "the restored database does not hold what backup %s held: %s; nothing was swapped, restore from another backup"
                .formatted(backup.id(), String.join("; ", wrong)));
      }
      // A dump holds no statistics, and without them the first queries choose wrong plans.
      statement.execute("ANALYZE");
    }
  }

  private static RuntimeException changed(BackupResult backup, String digest) {
    return KeptDump.changed(
        backup.id(),
        "SHA-256 %s then, %s now"
            .formatted(KeptDump.shortly(backup.digest()), KeptDump.shortly(digest)));
  }
}
