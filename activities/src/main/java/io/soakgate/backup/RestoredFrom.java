package io.soakgate.backup;

import io.soakgate.action.Fence;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.target.Ask;
import io.soakgate.target.Fences;
import io.soakgate.target.Leases;
import io.soakgate.target.Ledger;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The row {@code restored from <backup>} in the ledger of a restored database (decision 10). */
final class RestoredFrom {
  private RestoredFrom() {}

  static void write(Target target, String database, ActRequest request, Fence fence)
      throws SQLException {
    Target fresh = target.at(database);
    LedgerSchema.migrate(fresh);
    carryLease(target, fresh);
    note(fresh, request, fence);
  }

  /** Writes the row; the ledger is there. */
  static void note(Target fresh, ActRequest request, Fence fence) throws SQLException {
    Ask ask = ask(request, fence);
    String digest = request.backup().digest();
    try (Connection session = fresh.connect(ask.application())) {
      long token = Fences.claim(session, ask);
      session.setAutoCommit(false);
      Ledger.Run run = Ledger.run(session, ask, Ledger.round(session, ask), digest, 1);
      String words = "restored from " + request.backup().id();
      Ledger.Row row = new Ledger.Row(1, 1, digest, true, words, 0);
      Ledger.done(session, run, ask, token, row, Duration.ZERO);
      Ledger.finish(session, run, ask, token);
      session.commit();
    }
  }

  /** The new database is leased before it can be reached by others under the old one's name. */
  private static void carryLease(Target target, Target fresh) throws SQLException {
    try (Connection from = target.connect("soakgate/restore");
        Connection to = fresh.connect("soakgate/restore")) {
      Leases.carry(from, to);
    }
  }

  /** Who writes that row. */
  static Ask ask(ActRequest request, Fence fence) {
    return new Ask(
        request.scope().deployment(),
        request.subject(),
        request.purpose().name(),
        "restore " + request.backup().id(),
        request.attempt(),
        fence.scheduled(),
        fence.attempt());
  }
}
