package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.target.Notes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds one index {@code CONCURRENTLY} until the catalog shows it valid and ready. A build that
 * was interrupted leaves an invalid index of its name, which no {@code IF NOT EXISTS} notices; it
 * is dropped and built anew (F-10, F-11).
 */
final class IndexBuild {
  private final Hold hold;
  private final SqlSession session;
  private final Connection connection;
  private final SqlStatement statement;
  private final IndexStatement index;
  private final Tally tally;

  IndexBuild(Hold hold, SqlStatement statement, Tally tally) {
    this.hold = hold;
    this.session = hold.session();
    this.connection = session.connection();
    this.statement = statement;
    this.index = IndexStatement.of(statement);
    this.tally = tally;
  }

  /** What is there of that name now. */
  IndexState look() throws SQLException {
    return IndexState.named(connection, index);
  }

  /**
   * Builds it, or finds it built.
   *
   * @param existed oid of the index that was there before the first attempt; 0 when there was none
   * @return the NOTICEs
   */
  List<Notes.Line> run(long existed) throws SQLException, InterruptedException, FailedStatement {
    List<Notes.Line> notices = new ArrayList<>();
    long begun = System.nanoTime();
    for (int n = 1; ; n++) {
      IndexState there = look();
      if (there.usable() && (index.guarded() || there.oid() != existed)) {
        refuseOther(there);
        return notices;
      }
      dropInvalid(there);
      try {
        session.run(statement.text(), notices::add);
      } catch (SQLException e) {
        failed(e, n, begun);
      }
    }
  }

  private void failed(SQLException e, int n, long begun)
      throws SQLException, InterruptedException, FailedStatement {
    if (SqlErrors.inTheWay(e)) {
      tally.lockRetry();
      hold.backOff(e, n, begun, "the unfinished index is dropped and built anew");
    } else if (SqlErrors.passing(e)) {
      throw e;
    } else {
      dropInvalid(look());
      throw new FailedStatement(statement, SqlErrors.position(e), e);
    }
  }

  private void dropInvalid(IndexState there) throws SQLException, InterruptedException {
    long begun = System.nanoTime();
    for (int n = 1; !there.missing() && there.definition() != null && !there.usable(); n++) {
      hold.pulse().progress("drops the invalid index " + there.identity());
      try {
        session.run("DROP INDEX CONCURRENTLY IF EXISTS " + there.identity());
        tally.rebuilt();
        return;
      } catch (SQLException e) {
        if (!SqlErrors.inTheWay(e)) {
          throw e;
        }
        tally.lockRetry();
        hold.backOff(e, n, begun, "the invalid index is still to be dropped");
      }
    }
  }

  private void refuseOther(IndexState there) throws SQLException {
    session.begin();
    try {
      if (!there.sameAs(index, connection)) {
        throw Refused.statement(
            statement.at()
                + ": another index of the name "
                + there.identity()
                + " is there: "
                + there.definition()
                + "; the statement begins: "
                + statement.firstLine()
                + ". Drop or rename that index, or give the new one another name");
      }
    } finally {
      session.rollback();
    }
  }
}
