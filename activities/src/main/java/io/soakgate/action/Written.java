package io.soakgate.action;

import io.soakgate.target.Ask;
import io.soakgate.target.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the ledger stands when a file is written for it.
 *
 * @param round the round the file is for
 * @param rows what is begun or done of it
 * @param applied how many statements this deployment has applied in the target
 * @param nothing why there is nothing to do, or null
 */
record Written(Ask ask, int round, List<Ledger.Row> rows, int applied, String nothing) {
  private static final String APPLY = "APPLY";

  /**
   * Reads it.
   *
   * @param ledger null when the target cannot be reached: the file then asks the ledger itself
   */
  static Written at(Connection ledger, Ask ask) throws SQLException {
    if (ledger == null) {
      return new Written(ask, 1, List.of(), 0, null);
    }
    int round = Ledger.round(ledger, ask);
    if (ask.purpose().equals(APPLY) && Ledger.undos(ledger, ask, round)[0] > 0) {
      round++;
    }
    Optional<Ledger.Run> begun = Ledger.begun(ledger, ask, round);
    List<Ledger.Row> rows = begun.isEmpty() ? List.of() : Ledger.rows(ledger, begun.get());
    String nothing = null;
    if (begun.isPresent() && begun.get().finished()) {
      nothing = "done already, as the ledger shows";
    } else if (ask.purpose().equals("UNDO") && !Ledger.applied(ledger, ask, round)) {
      nothing = "was never applied here: nothing to undo";
    }
    return new Written(ask, round, rows, Ledger.applied(ledger, ask.deployment()), nothing);
  }

  /** A file with its prelude. */
  PsqlFile file(String digest, int statements, Duration lock, Duration statement) {
    String title =
        "%s of %s, deployment %s, written by soakgate runbook"
            .formatted(ask.purpose(), ask.subject(), ask.deployment());
    return new PsqlFile(
        new PsqlFile.Head(ask, round, digest, statements, applied, lock, statement), title);
  }
}
