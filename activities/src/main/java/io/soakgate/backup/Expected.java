package io.soakgate.backup;

import io.soakgate.backup.Proof.Kept;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a dump and its proof will take and how much room they need: from the database's size, at
 * the rates of the last proven dump of that target, or at stated ones.
 */
public final class Expected {
  // Of the database, per second: what a small machine with two cores does without much load.
  private static final long DUMPED = 60_000_000;
  private static final long RESTORED = 30_000_000;
  private static final long FIXED_MILLIS = 500;
  private static final double SHARE = 0.4;

  private Expected() {}

  /**
   * Tells it in words.
   *
   * @param backups the worker's folder for backups
   * @param target whose database
   * @param size its bytes
   */
  public static String words(Path backups, String target, long size) {
    Optional<Proof> last = last(backups, target);
    double times = last.map(p -> (double) size / Math.max(1, p.database())).orElse(1.0);
    long dump =
        last.map(p -> Math.round(p.tookMillis() * times))
            .orElse(FIXED_MILLIS + size * 1000 / DUMPED);
    long restore =
        last.map(p -> Math.round(p.restoreMillis() * times))
            .orElse(FIXED_MILLIS + size * 1000 / RESTORED);
    long room = last.map(p -> Math.round(p.size() * times)).orElse(Math.round(size * SHARE));
    return "the database has %s: its dump takes about %s and %s here, its proof about %s and %s on the scratch server; %s"
        .formatted(
            Taken.megabytes(size),
            Taken.seconds(Duration.ofMillis(dump)),
            Taken.megabytes(room),
            Taken.seconds(Duration.ofMillis(restore)),
            Taken.megabytes(size),
            last.map(p -> "as fast as " + p.id())
                .orElse("an estimate, no dump of " + target + " is kept here"));
  }

  private static Optional<Proof> last(Path backups, String target) {
    try {
      return Proof.all(backups).stream()
          .map(Kept::proof)
          .filter(p -> p.target().equals(target) && p.verified() && p.database() > 0)
          .findFirst();
    } catch (IOException e) {
      // An estimate is not worth a failure.
      return Optional.empty();
    }
  }
}
