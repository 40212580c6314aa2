package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.target.Ledger;
import io.soakgate.target.Notes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs scripts in one transaction, their ledger in the same one. */
final class OneTransaction {
  private static final String CONSEQUENCE =
      "It is statement %d of %d. Everything was rolled back: nothing of it is applied. Correct the script, admit it with a"
          + " new deployment";

  private final Hold hold;
  private final SqlSession session;
  private final Connection connection;
  private final Ledger.Run run;
  private final Scripts scripts;
  private final Migrated migrated;
  private final Tally tally;

  OneTransaction(Hold hold, Ledger.Run run, Scripts scripts, Migrated migrated, Tally tally) {
    this.hold = hold;
    this.session = hold.session();
    this.connection = session.connection();
    this.run = run;
    this.scripts = scripts;
    this.migrated = migrated;
    this.tally = tally;
  }

  /** Runs all of it; whole again when others are in the way (F-24, F-25). */
  void run() throws SQLException, InterruptedException {
    try {
      hold.untilClear(tally, "the transaction was rolled back", this::once);
    } catch (FailedStatement e) {
      throw Refused.statement(e.words(consequence(e)));
    }
  }

  private void once() throws SQLException, FailedStatement {
    long begun = System.nanoTime();
    session.begin();
    migrated.begin(session);
    Set<Creations.Id> before = Creations.look(connection);
    List<Notes.Line> notices = new ArrayList<>();
    List<Part> parts = Part.of(scripts.statements(), Ledger.rows(connection, run));
    for (Part part : parts) {
      for (Chunk chunk : Chunk.of(part.statements())) {
        hold.pulse().progress(chunk.words(scripts.statements().size()));
        notices.addAll(chunk.run(session));
      }
    }
    deferred();
    hold.asDeployer();
    for (Part part : parts) {
      Ledger.done(connection, run, hold.ask(), hold.token(), part.row(), Hold.since(begun));
    }
    migrated.end(session);
    Notes.notices(connection, run, notices);
    Notes.created(connection, run, Creations.since(before, connection));
    Ledger.finish(connection, run, hold.ask(), hold.token());
    hold.pulse().progress("commits");
    session.commit();
    tally.ran(parts.stream().mapToInt(p -> p.statements().size()).sum());
    tally.said(notices);
  }

  private String consequence(FailedStatement e) {
    List<SqlStatement> all = scripts.statements();
    return CONSEQUENCE.formatted(all.indexOf(e.statement()) + 1, all.size());
  }

  /** Deferred constraints speak here, not in the commit, whose answer may be lost. */
  private void deferred() throws SQLException, FailedStatement {
    try {
      session.run("SET CONSTRAINTS ALL IMMEDIATE");
    } catch (SQLException e) {
      List<SqlStatement> all = scripts.statements();
      throw FailedStatement.of(all.get(all.size() - 1), e);
    }
  }
}
