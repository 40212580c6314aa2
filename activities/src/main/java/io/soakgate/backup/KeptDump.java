package io.soakgate.backup;

import io.soakgate.backup.Manifest.Content;
import io.soakgate.deployment.ActActivity.BackupResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dump on this worker's disk. What is used later is found by the id and the digest that were
 * recorded when it was taken, never by its name, and looked through to its last byte before use.
 *
 * @param folder where it lies
 */
record KeptDump(Path folder, Manifest manifest) {
  private static final int SHOWN = 3;

  /**
   * Finds a recorded dump and looks through it.
   *
   * @param backups the only folder dumps are read from
   * @throws io.temporal.failure.ApplicationFailure of the type {@code refused} when it is
   *     elsewhere, another one, or not what it was any more
   */
  static KeptDump find(Path backups, BackupResult backup) throws IOException {
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
    KeptDump kept = in(folder, backup.id());
    kept.refuseOther(backup);
    List<String> damage = kept.damage();
    if (!damage.isEmpty()) {
      throw changed(backup.id(), String.join("; ", damage));
    }
    return kept;
  }

  private static KeptDump in(Path folder, String id) {
    try {
      return new KeptDump(folder, Manifest.read(folder));
    } catch (IOException e) {
      throw changed(id, "its manifest cannot be read: " + e.getMessage());
    }
  }

  private void refuseOther(BackupResult backup) throws IOException {
    if (!manifest.id().equals(backup.id())) {
      throw changed(backup.id(), "backup " + manifest.id() + " lies in its place");
    }
    String digest = Manifest.digest(folder);
    if (!digest.equals(backup.digest())) {
      throw changed(
          backup.id(),
          "SHA-256 of its manifest was %s then and is %s now"
              .formatted(shortly(backup.digest()), shortly(digest)));
    }
  }

  /** How its files differ from those that were written, the first few; empty when they do not. */
  List<String> damage() throws IOException {
    Map<String, Content> now = new LinkedHashMap<>();
    Manifest.contents(folder).forEach(c -> now.put(c.name(), c));
    List<String> all = new ArrayList<>();
    for (Content was : manifest.files()) {
      Content is = now.remove(was.name());
      if (!was.equals(is)) {
        all.add(damage(was, is));
      }
    }
    now.keySet().forEach(name -> all.add(name + " was added"));
    int more = all.size() - SHOWN;
    return more <= 0
        ? all
        : List.of(String.join("; ", all.subList(0, SHOWN)) + "; and " + more + " more");
  }

  private static String damage(Content was, Content is) {
    if (is == null) {
      return was.name() + " is missing";
    }
    return is.size() == was.size()
        ? "%s has other bytes, SHA-256 %s then, %s now"
            .formatted(was.name(), shortly(was.sha256()), shortly(is.sha256()))
        : "%s had %,d bytes and has %,d".formatted(was.name(), was.size(), is.size());
  }

  static RuntimeException changed(String id, String how) {
    return Refusal.of(
        "backup %s was changed since it was taken: %s; nothing was restored, restore from another backup"
            .formatted(id, how));
  }

  static String shortly(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
