package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.script.SqlStatement.Kind;
import io.soakgate.target.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drops objects one by one, each with its ledger row; what is gone already is fine. */
final class Drops {
  private static final String DEPENDENTS = "2BP01";

  private final Hold hold;
  private final SqlSession session;
  private final Connection connection;
  private final Ledger.Run run;
  private final Migrated migrated;
  private final Tally tally;

  Drops(Hold hold, Ledger.Run run, Migrated migrated, Tally tally) {
    this.hold = hold;
    this.session = hold.session();
    this.connection = session.connection();
    this.run = run;
    this.migrated = migrated;
    this.tally = tally;
  }

  /** Drops indexes first: they may use functions and types that follow. */
  void run(List<Doomed> doomed) throws SQLException, InterruptedException {
    confirm(doomed);
    for (Doomed object : doomed) {
      if (!object.there()) {
        tally.alreadyDone(1);
      } else if (object.concurrently()) {
        hold.pulse().progress("drops " + Doomed.words(object.created()));
        index(object);
      }
    }
    List<Doomed> rest = doomed.stream().filter(d -> d.there() && !d.concurrently()).toList();
    hold.untilClear(tally, "the drops were rolled back", () -> together(rest));
    tally.ran(rest.size());
  }

  /** A drop whose confirmation was lost is done when the very object is gone. */
  private void confirm(List<Doomed> doomed) throws SQLException {
    List<Integer> still = doomed.stream().filter(Doomed::there).map(Doomed::number).toList();
    hold.transaction(
        () -> {
          for (Ledger.Row row : Ledger.rows(connection, run)) {
            if (!row.done() && !still.contains(row.first())) {
              Ledger.done(connection, run, hold.ask(), hold.token(), row, Duration.ZERO);
            }
          }
          return null;
        });
  }

  private void index(Doomed object) throws SQLException, InterruptedException {
    hold.transaction(
        () -> {
          Ledger.intend(connection, run, hold.ask(), hold.token(), row(object));
          return null;
        });
    long begun = System.nanoTime();
    for (int n = 1; ; n++) {
      try {
        session.run(object.drop());
        break;
      } catch (SQLException e) {
        refuse(object, e);
        tally.lockRetry();
        hold.backOff(e, n, begun, "the index is still to be dropped");
      }
    }
    hold.transaction(
        () -> {
          done(object, begun);
          return null;
        });
    tally.ran(1);
  }

  private void together(List<Doomed> rest) throws SQLException {
    session.begin();
    hold.asDeployer();
    migrated.begin(session);
    List<Doomed> left = rest;
    while (!left.isEmpty()) {
      List<Doomed> still = round(left);
      if (still.size() == left.size()) {
        // Nothing could go: run the first once more, for its error.
        drop(still.get(0));
      }
      left = still;
    }
    migrated.end(session);
    Ledger.finish(connection, run, hold.ask(), hold.token());
    hold.pulse().progress("commits");
    session.commit();
  }

  /** Drops what nothing depends on now; what remains waits for the next round. */
  private List<Doomed> round(List<Doomed> left) throws SQLException {
    List<Doomed> still = new ArrayList<>();
    for (Doomed object : left) {
      session.run("SAVEPOINT soakgate_drop");
      try {
        session.run(object.drop());
        done(object, System.nanoTime());
      } catch (SQLException e) {
        if (!DEPENDENTS.equals(SqlErrors.state(e))) {
          refuse(object, e);
          throw e;
        }
        session.run("ROLLBACK TO SAVEPOINT soakgate_drop");
        still.add(object);
      }
    }
    return still;
  }

  private void drop(Doomed object) throws SQLException {
    try {
      session.run(object.drop());
    } catch (SQLException e) {
      refuse(object, e);
      throw e;
    }
  }

  private void refuse(Doomed object, SQLException e) throws SQLException {
    if (SqlErrors.inTheWay(e)) {
      return;
    }
    if (SqlErrors.passing(e)) {
      throw e;
    }
    String dependents = DEPENDENTS.equals(SqlErrors.state(e)) ? ": " + SqlErrors.detail(e) : "";
    throw Refused.statement(
        hold.ask().subject()
            + ": cannot drop "
            + Doomed.words(object.created())
            + ": "
            + SqlErrors.message(e)
            + dependents
            + ". It is never dropped with CASCADE: take away what was built on it since, then"
            + " retry the undo");
  }

  private void done(Doomed object, long begun) throws SQLException {
    Duration took = Hold.since(begun);
    Ledger.done(connection, run, hold.ask(), hold.token(), row(object), took);
  }

  static Ledger.Row row(Doomed object) {
    SqlStatement drop = new SqlStatement("", 1, object.drop(), Kind.IN_TRANSACTION);
    String digest = Scripts.digest(List.of(drop));
    return new Ledger.Row(
        object.number(),
        object.number(),
        digest,
        true,
        object.created().identity(),
        object.created().objectId());
  }
}
