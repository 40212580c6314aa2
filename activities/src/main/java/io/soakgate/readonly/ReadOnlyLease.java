package io.soakgate.readonly;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A read-only mode that Soakgate set, for whoever looks at a target.
 *
 * @param deployment whose it is
 * @param since when the database became read-only, by its server's clock
 * @param until when the lease runs out
 */
public record ReadOnlyLease(String deployment, Instant since, Instant until) {

  /** The one of a target, or empty when Soakgate keeps no writes out there. */
  public static Optional<ReadOnlyLease> of(Target target) throws SQLException {
    Optional<Connection> there = Home.there(target);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    try (Connection home = there.get()) {
      return Kept.of(home, target.database())
          .filter(k -> k.released() == null)
          .map(k -> new ReadOnlyLease(k.deployment(), k.since(), k.until()));
    }
  }

  /** {@code read-only since …, lease until …}. */
  public String words() {
    return "read-only since " + since + ", lease until " + until;
  }
}
