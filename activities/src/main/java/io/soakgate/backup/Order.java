package io.soakgate.backup;

import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request for a backup, with its names worked out.
 *
 * @param id {@code <deployment>/<environment>/<label>}
 * @param label the name the plan gave, filled in
 * @param target whose database is backed up
 * @param scratch on whose server it is restored to be proven; mostly the target itself
 * @param asked plan time of the request; the same in every attempt of one request
 * @param schemas what is dumped alone; empty for all
 * @param export what is kept beside it: {@code schema}, {@code policies}
 * @param keep how long it stays, or null for ever
 */
record Order(
    String id,
    String label,
    Target target,
    Target scratch,
    Instant asked,
    List<String> schemas,
    List<String> export,
    Duration keep) {

  static Order of(BackupRequest request, Target target, Target scratch) {
    Scope scope = request.scope();
    String label = BackupName.of(request.spec().with(), scope.values(), scope.now());
    String id = scope.deployment() + "/" + scope.environment() + "/" + label;
    return new Order(
        id,
        label,
        target,
        scratch,
        scope.now(),
        BackupName.schemas(request.spec().with()),
        request.export(),
        BackupName.keep(request.spec().with()));
  }

  /**
   * Tells this request's databases and sessions from those of every other one, and an attempt of it
   * finds what an earlier one left.
   */
  String key() {
    return Digest.of(id + "\n" + asked + "\n" + target.name()).substring(0, 12);
  }

  /** The sessions' application name. */
  String application() {
    return "soakgate/backup/" + key();
  }

  /** Where a dump of this request lies once it is complete. */
  Path folder(Path backups) {
    String[] parts = id.split("/", -1);
    Path folder = backups;
    for (int i = 0; i < parts.length - 1; i++) {
      folder = folder.resolve(plain(parts[i]));
    }
    return folder.resolve(label + "-" + key());
  }

  // A workflow id is typed by people and may hold anything.
  private static String plain(String part) {
    String plain = part.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[.-]", "_");
    return plain.equals(part) && !part.isEmpty()
        ? part
        : plain + "_" + Digest.of(part).substring(0, 8);
  }
}
