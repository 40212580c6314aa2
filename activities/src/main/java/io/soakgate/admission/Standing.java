package io.soakgate.admission;

import io.soakgate.plan.reading.Problems;
import io.soakgate.readonly.ReadOnlyLease;
import io.soakgate.target.Abilities;
import io.soakgate.target.Abilities.Database;
import io.soakgate.target.Footing;
import io.soakgate.target.Pooler;
import io.soakgate.target.Target;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What every plan needs of every target: a session that lasts, a primary, a place for its ledger.
 */
public final class Standing {
  private static final int OLDEST = 14;

  private Standing() {}

  /** Adds a problem, at the target's name, for each of them that is not met. */
  public static void hold(Footing on, Problems problems) {
    Abilities abilities = on.abilities();
    String target = on.target().name();
    if (abilities.server().major() < OLDEST) {
      problems.add(
          target,
          "PostgreSQL " + abilities.server().version(),
          "Soakgate needs " + OLDEST + " or newer",
          "upgrade the server first");
    }
    pooler(on.target(), abilities.pooler(), problems);
    if (abilities.server().replica()) {
      problems.add(
          target,
          "this is a replica",
          "nothing can be changed here",
          "name the primary in the worker's configuration");
    }
    if (abilities.database().readOnly()) {
      readOnly(on.target(), problems);
    }
    if (!abilities.database().mayKeepLedger()) {
      ledger(target, abilities.login().user(), abilities.database(), problems);
    }
  }

  private static void readOnly(Target target, Problems problems) {
    Optional<ReadOnlyLease> lease = lease(target);
    if (lease.isPresent()) {
      problems.add(
          target.name(),
          lease.get().words(),
          "deployment " + lease.get().deployment() + " keeps writes out",
          "wait for its ending, or release what it left: soakgate reconcile");
    } else {
      problems.add(
          target.name(),
          "default_transaction_read_only is on",
          "somebody keeps this database read-only, and Soakgate did not",
          "find out who, and release it");
    }
  }

  private static Optional<ReadOnlyLease> lease(Target target) {
    try {
      return ReadOnlyLease.of(target);
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private static void pooler(Target target, Pooler pooler, Problems problems) {
    if (!pooler.mode().suits()) {
      problems.add(
          target.name(),
          "%s:%d is %s".formatted(target.host(), target.port(), pooler.mode().words()),
          "what Soakgate does needs sessions that last: locks, settings, and the backend that a"
              + " successor knows again after a crash",
          pooler.instead(target));
    }
  }

  private static void ledger(String target, String user, Database database, Problems problems) {
    if (database.ledgerOwner() == null) {
      problems.add(
          target,
          "user " + user + " may not create schemas",
          "the ledger lives in schema soakgate",
          "GRANT CREATE ON DATABASE " + database.name() + " TO " + user);
    } else {
      problems.add(
          target,
          "user " + user + " may not write in schema soakgate of " + database.ledgerOwner(),
          "the ledger lives in it",
          "GRANT ALL on it and on its tables and sequences, or deploy as "
              + database.ledgerOwner());
    }
  }
}
