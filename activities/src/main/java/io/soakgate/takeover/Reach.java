package io.soakgate.takeover;

import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A target and what could be read there.
 *
 * @param connection a session, or null when it cannot be reached
 * @param ledger whether it has a ledger
 * @param progress what the ledger shows
 * @param silence why it cannot be reached, or null
 */
record Reach(
    Target target, Connection connection, boolean ledger, List<Progress> progress, String silence)
    implements AutoCloseable {

  /** Reads a target's ledger. */
  static Reach of(Target target, String deployment) {
    try {
      Connection connection = target.connect("soakgate/takeover");
      return new Reach(
          target,
          connection,
          LedgerSchema.there(connection),
          Progress.of(connection, deployment),
          null);
    } catch (SQLException | IllegalStateException e) {
      return new Reach(target, null, false, List.of(), String.valueOf(e.getMessage()));
    }
  }

  /** A target of that name which this configuration does not have. */
  static Reach none(String name) {
    return new Reach(
        null, null, false, List.of(), "target " + name + " is not in this configuration");
  }

  boolean reached() {
    return connection != null;
  }

  /** How a change stands: its last action; empty when nothing was begun. */
  Optional<Progress> of(String change) {
    return progress.stream()
        .filter(p -> p.subject().equals(change) && p.touched())
        .reduce((first, second) -> second);
  }

  /** Whether a change is in the database, whole or in part. */
  boolean carries(String change) {
    return of(change).map(p -> !(p.undo() && p.finished() != null)).orElse(false);
  }

  /** Whether a change is wholly applied. */
  boolean applied(String change) {
    return of(change).map(p -> p.purpose().equals("APPLY") && p.finished() != null).orElse(false);
  }

  /** Something for the ledger to be asked, or null when there is none. */
  Connection asked() {
    return ledger ? connection : null;
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // The server ends a session whose client is gone.
    }
  }
}
