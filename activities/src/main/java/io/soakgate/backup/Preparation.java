package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Fills a new database from a backup and proves that it holds what the backup held.
 *
 * @param backups the only folder dumps are read from
 */
record Preparation(
    Target target,
    String application,
    Path backups,
    Optional<ClientTools> tools,
    ServerDatabases server) {

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

  /** The folder of a dump that is what it was when it was taken. */
  Path whole(BackupResult backup) throws IOException {
    Path folder = folder(backup);
    String digest = Digest.of(folder);
    if (!digest.equals(backup.digest())) {
      throw changed(backup, digest);
    }
    return folder;
  }

  /** The client tools, which there must be. */
  ClientTools found(BackupResult backup) {
    return tools.orElseThrow(
        () ->
            Refusal.of(
                "this worker has no pg_restore to restore backup "
                    + backup.id()
                    + " with; install the PostgreSQL client tools"));
  }

  private void fromDump(BackupResult backup, String fresh) throws Exception {
    Path folder = whole(backup);
    ClientTools found = found(backup);
    server.makeLike(target.database(), fresh);
    Pulse pulse = server.pulse();
    ToolRun.Exit exit =
        new TrialRestore(found).restoreInto(target, application, fresh, folder, List.of(), pulse);
    if (!exit.well()) {
      throw new IOException(
          "pg_restore of backup %s ended with exit code %d: %s"
              .formatted(backup.id(), exit.code(), exit.said()));
    }
    prove(backup, Manifest.read(folder).counts(), fresh);
  }

  private void prove(BackupResult backup, RowCounts counts, String fresh) throws SQLException {
    try (Connection session = target.connectTo(fresh, application);
        Statement statement = session.createStatement()) {
      List<String> wrong = counts.differences(RowCounts.in(session, server.pulse()));
      if (!wrong.isEmpty()) {
        throw Refusal.of(
            "the restored database does not hold what backup %s held: %s; nothing was swapped, restore from another backup"
                .formatted(backup.id(), String.join("; ", wrong)));
      }
      // A dump holds no statistics, and without them the first queries choose wrong plans.
      statement.execute("ANALYZE");
    }
  }

  private Path folder(BackupResult backup) {
    Path folder = Path.of(backup.location()).toAbsolutePath().normalize();
    if (!folder.startsWith(backups)) {
      throw Refusal.of(
          "backup %s lies in %s, outside this worker's folder for backups %s; run the worker with that folder"
              .formatted(backup.id(), folder, backups));
    }
    if (!Files.isDirectory(folder)) {
      throw Refusal.of(
          "backup %s is not in %s on this worker; run the worker that took it, or mount its folder"
              .formatted(backup.id(), folder));
    }
    return folder;
  }

  private static RuntimeException changed(BackupResult backup, String digest) {
    return Refusal.of(
        "backup %s was changed since it was taken: SHA-256 %s then, %s now; nothing was restored, restore from another backup"
            .formatted(backup.id(), shortly(backup.digest()), shortly(digest)));
  }

  private static String shortly(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
