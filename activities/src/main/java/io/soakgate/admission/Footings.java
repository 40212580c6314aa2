package io.soakgate.admission;

import io.soakgate.plan.Problems;
import io.soakgate.target.AbilityReader;
import io.soakgate.target.Footing;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where plans would stand on a worker's targets.
 *
 * @param backups where this worker keeps backups; need not be there yet
 * @param clientMajor the major version of this worker's pg_dump, or empty when it has none
 */
public record Footings(Path backups, Optional<Integer> clientMajor) {

  /** Asks a target; empty (and a problem that tells no secret) when it does not answer. */
  public Optional<Footing> of(Target target, Problems problems) {
    try {
      return Optional.of(new Footing(target, AbilityReader.read(target), clientMajor, room()));
    } catch (SQLException e) {
      problems.add(
          target.name(),
          "no session at " + target.host() + ":" + target.port() + "/" + target.database(),
          String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
          "see that it is up and that user " + target.user() + " may log in");
    } catch (IllegalStateException e) {
      problems.add(
          target.name(),
          "no password for user " + target.user(),
          e.getMessage(),
          "set it where the worker runs, and start the worker again");
    }
    return Optional.empty();
  }

  private Optional<Long> room() {
    try {
      Path there = backups.toAbsolutePath();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      return there == null
          ? Optional.empty()
          : Optional.of(Files.getFileStore(there).getUsableSpace());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
