package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.target.Ledger;
import io.soakgate.target.Notes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs single statements that no transaction can hold: an intent is committed before, a
 * confirmation after, and between them the catalog decides (decision 8).
 */
final class Outside {
  private final Hold hold;
  private final SqlSession session;
  private final Connection connection;
  private final Ledger.Run run;
  private final Tally tally;

  Outside(Hold hold, Ledger.Run run, Tally tally) {
    this.hold = hold;
    this.session = hold.session();
    this.connection = session.connection();
    this.run = run;
    this.tally = tally;
  }

  /** Builds an index, and writes down that it is this run's when there was none before. */
  void build(Ledger.Row row, SqlStatement statement, boolean first)
      throws SQLException, InterruptedException, FailedStatement {
    long begun = System.nanoTime();
    IndexBuild build = new IndexBuild(hold, statement, tally);
    Ledger.Row intent = first ? about(row, build.look()) : row;
    intend(intent);
    List<Notes.Line> notices = build.run(intent.existed());
    IndexState built = build.look();
    hold.transaction(
        () -> {
          done(intent, begun, notices);
          if (intent.existed() == 0) {
            Notes.created(connection, run, Creations.identify(List.of(built.id()), connection));
          }
          return null;
        });
    tally.said(notices);
  }

  /** Drops an index, or finds that an earlier attempt did. */
  void drop(Ledger.Row row, SqlStatement statement, boolean first)
      throws SQLException, InterruptedException, FailedStatement {
    IndexState there = IndexState.at(connection, IndexStatement.of(statement).name());
    Ledger.Row intent = first ? about(row, there) : row;
    boolean gone = !first && intent.existed() != 0 && there.oid() != intent.existed();
    run(intent, statement, gone);
  }

  /** Runs what the plan calls repeatable: again, when nobody knows whether it ran. */
  void run(Ledger.Row intent, SqlStatement statement)
      throws SQLException, InterruptedException, FailedStatement {
    run(intent, statement, false);
  }

  private void run(Ledger.Row intent, SqlStatement statement, boolean found)
      throws SQLException, InterruptedException, FailedStatement {
    long begun = System.nanoTime();
    List<Notes.Line> notices = new ArrayList<>();
    intend(intent);
    if (!found) {
      alone(statement, notices);
    }
    hold.transaction(
        () -> {
          done(intent, begun, notices);
          return null;
        });
    tally.said(notices);
  }

  private void alone(SqlStatement statement, List<Notes.Line> notices)
      throws SQLException, InterruptedException, FailedStatement {
    long begun = System.nanoTime();
    for (int n = 1; ; n++) {
      try {
        session.run(statement.text(), notices::add);
        return;
      } catch (SQLException e) {
        if (!SqlErrors.inTheWay(e)) {
          throw FailedStatement.of(statement, e);
        }
        tally.lockRetry();
        hold.backOff(e, n, begun, "the statement is tried again");
      }
    }
  }

  private void intend(Ledger.Row row) throws SQLException {
    hold.transaction(
        () -> {
          Ledger.intend(connection, run, hold.ask(), hold.token(), row);
          return null;
        });
  }

  private void done(Ledger.Row row, long begun, List<Notes.Line> notices) throws SQLException {
    Ledger.done(connection, run, hold.ask(), hold.token(), row, Hold.since(begun));
    Notes.notices(connection, run, notices);
  }

  private static Ledger.Row about(Ledger.Row row, IndexState index) {
    return new Ledger.Row(
        row.first(), row.last(), row.digest(), false, index.identity(), index.oid());
  }
}
