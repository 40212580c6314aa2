package io.soakgate.starter;

import io.soakgate.admission.Footings;
import io.soakgate.admission.Standing;
import io.soakgate.backup.Restore;
import io.soakgate.backup.TargetBackups;
import io.soakgate.plan.reading.Problem;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Abilities;
import io.soakgate.target.Footing;
import io.soakgate.target.Need;
import io.soakgate.target.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of connecting to a target. Holds no secret.
 *
 * @param target what plans call it
 * @param address {@code host:port/database}
 * @param user the login of the configuration
 * @param unreachable whether nobody answers there
 * @param abilities what the login may do; null when there was no session
 * @param clientMajor the major version of this machine's pg_dump, or null
 * @param room bytes that are free for backups on this machine, or null
 * @param kinds what needs more than every plan does, and whether it could be done
 * @param problems what every plan would be refused for
 * @param warnings what people should know
 */
record Connected(
    String target,
    String address,
    String user,
    boolean unreachable,
    Abilities abilities,
    Integer clientMajor,
    Long room,
    List<Possible> kinds,
    List<Problem> problems,
    List<String> warnings) {
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  /**
   * Whether something could be done.
   *
   * @param words why not and what to do; empty when it could
   */
  record Possible(String kind, boolean possible, String words) {}

  /**
   * Connects and asks.
   *
   * @param scratch where the target's backups are proven
   */
  static Connected to(Target target, Target scratch, Footings footings) {
    try {
      return of(footings.of(target, scratch));
    } catch (SQLException e) {
      return nothing(target, Footings.problem(target, e), !refused(e));
    } catch (IllegalStateException e) {
      return nothing(target, Footings.problem(target, e), false);
    }
  }

  boolean fine() {
    return problems.isEmpty();
  }

  // Classes 28 (invalid authorization) and 3D (no such database): somebody is there.
  private static boolean refused(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().matches("(28|3D).*");
  }

  private static Connected of(Footing on) {
    Problems problems = new Problems();
    Standing.hold(on, problems);
    return new Connected(
        on.target().name(),
        address(on.target()),
        on.target().user(),
        false,
        on.abilities(),
        on.clientMajor().orElse(null),
        on.room().orElse(null),
        List.of(
            possible(on, "dump", TargetBackups.needs("dump")),
            possible(on, "clone", TargetBackups.needs("clone")),
            possible(on, "restore", Restore.NEEDS)),
        problems.list(),
        warnings(on.abilities()));
  }

  private static Connected nothing(Target target, Problem problem, boolean unreachable) {
    return new Connected(
        target.name(),
        address(target),
        target.user(),
        unreachable,
        null,
        null,
        null,
        List.of(),
        List.of(problem),
        List.of());
  }

  private static String address(Target target) {
    return target.host() + ":" + target.port() + "/" + target.database();
  }

  private static Possible possible(Footing on, String kind, List<Need> needs) {
    for (Need need : needs) {
      Optional<String> lack = need.lacking(on);
      if (lack.isPresent()) {
        String words = lack.get() + ": " + need.why() + "; " + need.todo(on);
        return new Possible(kind, need.right().passing(), words);
      }
    }
    return new Possible(kind, true, "");
  }

  private static List<String> warnings(Abilities abilities) {
    List<String> all = new ArrayList<>();
    Duration skew = abilities.server().skew();
    if (skew.abs().compareTo(MOST_SKEW) > 0) {
      all.add(
          "its clock is %s by %d s: times of the two cannot be compared; set both by NTP"
              .formatted(skew.isNegative() ? "behind" : "ahead", skew.abs().toSeconds()));
    }
    if (abilities.server().tls() == null) {
      all.add(
          "the session that reaches PostgreSQL has no TLS: what is sent can be read on the way;"
              + " fine on one machine, else set ssl = on in the server");
    }
    return List.copyOf(all);
  }
}
