package io.soakgate.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the trial restore of a dump came to, kept in its folder beside the manifest. It is for
 * lists, deadlines and estimates; whether a dump may be restored is asked of the manifest.
 *
 * @param id the backup's id
 * @param target whose it is
 * @param digest the digest that was recorded
 * @param at when it was proven, ISO-8601
 * @param until when it may be deleted, ISO-8601, or null for never
 * @param database bytes of the database
 * @param size bytes of the dump
 */
public record Proof(
    String id,
    String target,
    String digest,
    String at,
    String until,
    long database,
    long size,
    long tookMillis,
    long restoreMillis,
    boolean verified) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "proof.json";

  /** A proof and the dump's folder. */
  public record Kept(Path folder, Proof proof) {}

  static Proof of(Order order, Taken taken, long database) {
    Instant now = Instant.now();
    Duration keep = order.keep();
    return new Proof(
        order.id(),
        order.target().name(),
        taken.digest(),
        now.toString(),
        keep == null ? null : now.plus(keep).toString(),
        database,
        taken.size(),
        taken.took().toMillis(),
        taken.trial().took().toMillis(),
        taken.trial().passed());
  }

  static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  void write(Path folder) throws IOException {
    Path fresh = folder.resolveSibling(folder.getFileName() + "." + NAME);
    Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    Files.move(fresh, in(folder), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Every proven dump below the folder for backups, the newest first; empty when none is there. */
  public static List<Kept> all(Path backups) throws IOException {
    if (!Files.isDirectory(backups)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(backups, 4)) {
      return files
          .filter(f -> f.getFileName().toString().equals(NAME))
          .map(Proof::read)
          .flatMap(Optional::stream)
          .sorted((a, b) -> b.proof().at().compareTo(a.proof().at()))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  // One that is deleted meanwhile, or was written by another version, is not there.
  private static Optional<Kept> read(Path file) {
    try {
      Proof proof = JSON.readValue(Files.readAllBytes(file), Proof.class);
      return Optional.of(new Kept(file.getParent(), proof));
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
