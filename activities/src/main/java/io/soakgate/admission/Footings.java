package io.soakgate.admission;

import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Abilities;
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

  /**
   * Asks a target.
   *
   * @param scratch where its backups are proven; the target itself where it has no such server
   * @throws SQLException when it cannot be reached or refuses the login
   * @throws IllegalStateException when the password's reference leads nowhere
   */
  public Footing of(Target target, Target scratch) throws SQLException {
    Abilities abilities = AbilityReader.read(target);
    Optional<Abilities> there =
        scratch.equals(target) ? Optional.empty() : Optional.of(scratch(scratch));
    return new Footing(target, abilities, there, clientMajor, room());
  }

  private static Abilities scratch(Target scratch) throws SQLException {
    try {
      return AbilityReader.read(scratch);
    } catch (SQLException e) {
      throw new SQLException(
          "its scratch server "
              + scratch.host()
              + ":"
              + scratch.port()
              + " gives no session to user "
              + scratch.user()
              + ": "
              + e.getMessage(),
          e.getSQLState(),
          e);
    }
  }

  /** Asks a target; empty (and a problem) when it does not answer. */
  Optional<Footing> of(Target target, Target scratch, Problems problems) {
    try {
      return Optional.of(of(target, scratch));
    } catch (SQLException e) {
      add(problems, problem(target, e));
    } catch (IllegalStateException e) {
      add(problems, problem(target, e));
    }
    return Optional.empty();
  }

  private static void add(Problems problems, Problem problem) {
    problems.add(problem.at(), problem.what(), problem.why(), problem.todo());
  }

  /** Why there is no session; tells no secret. */
  public static Problem problem(Target target, SQLException e) {
    return new Problem(
        target.name(),
        "no session at " + target.host() + ":" + target.port() + "/" + target.database(),
        String.valueOf(e.getMessage()).replaceFirst("\\.$", ""),
        "see that it is up and that user " + target.user() + " may log in");
  }

  /** Why there is no password; tells no secret (B-13). */
  public static Problem problem(Target target, IllegalStateException e) {
    return new Problem(
        target.name(),
        "no password for user " + target.user(),
        e.getMessage(),
        "set it where the worker runs, and start the worker again");
  }

  private Optional<Long> room() {
    try {
      Path there = backups.toAbsolutePath();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      if (there == null) {
        return Optional.empty();
      }
      return Optional.of(
          Files.isWritable(there) ? Files.getFileStore(there).getUsableSpace() : Footing.CLOSED);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
