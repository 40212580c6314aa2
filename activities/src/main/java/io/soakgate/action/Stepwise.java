package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import io.soakgate.script.SqlStatement.Kind;
import io.soakgate.target.Fences;
import io.soakgate.target.Ledger;
import io.soakgate.target.Notes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs scripts statement by statement. What can be in a transaction is, together with its ledger
 * row; what cannot has an intent before and a confirmation after it, and between them the catalog
 * decides (decision 8).
 */
final class Stepwise {
  private final Hold hold;
  private final SqlSession session;
  private final Connection connection;
  private final Ledger.Run run;
  private final List<SqlStatement> statements;
  private final int parallel;
  private final Tally tally;
  private final Outside outside;
  private final Map<Integer, Ledger.Row> rows;

  Stepwise(Hold hold, Ledger.Run run, Scripts scripts, int parallel, Tally tally) {
    this(hold, run, scripts.statements(), parallel, tally, new HashMap<>());
  }

  private Stepwise(
      Hold hold,
      Ledger.Run run,
      List<SqlStatement> statements,
      int parallel,
      Tally tally,
      Map<Integer, Ledger.Row> rows) {
    this.hold = hold;
    this.session = hold.session();
    this.connection = session.connection();
    this.run = run;
    this.statements = statements;
    this.parallel = parallel;
    this.tally = tally;
    this.outside = new Outside(hold, run, tally);
    this.rows = rows;
  }

  /** Runs what the ledger does not show as done, in order; builds of indexes side by side. */
  void run() throws SQLException, InterruptedException {
    Ledger.rows(connection, run).forEach(row -> rows.put(row.first(), row));
    try {
      for (int next = 1; next <= statements.size(); ) {
        next = builds(next) > 1 && parallel > 1 ? build(next, builds(next)) : one(next);
      }
    } catch (FailedStatement e) {
      throw Refused.statement(e.words(consequence()));
    }
    keepUsable();
    hold.transaction(
        () -> {
          Ledger.finish(connection, run, hold.ask(), hold.token());
          return null;
        });
  }

  /** How many statements from this one on build an index, one after the other. */
  private int builds(int first) {
    int last = first;
    while (last <= statements.size() && statements.get(last - 1).kind() == Kind.BUILD_INDEX) {
      last++;
    }
    return last - first;
  }

  private int build(int first, int count)
      throws SQLException, InterruptedException, FailedStatement {
    List<SqlStatement> settings =
        statements.subList(0, first - 1).stream().filter(s -> s.kind() == Kind.SESSION).toList();
    new Lanes(hold, parallel)
        .run(first, statements.subList(first - 1, first - 1 + count), settings, this::lane);
    return first + count;
  }

  private Lanes.Lane lane(Hold other) {
    Stepwise lane = other == hold ? this : new Stepwise(other, run, statements, 1, tally, rows);
    return lane::one;
  }

  private int one(int number) throws SQLException, InterruptedException, FailedStatement {
    SqlStatement statement = statements.get(number - 1);
    String words = "statement " + number + " of " + statements.size();
    hold.pulse().progress(words + ": " + statement.firstLine());
    step(number, statement);
    return number + 1;
  }

  private void step(int number, SqlStatement statement)
      throws SQLException, InterruptedException, FailedStatement {
    Ledger.Row row = rows.get(number);
    if (statement.kind() == Kind.SESSION) {
      // A setting lives and dies with its session, so every attempt needs it again.
      session(statement);
    } else if (row != null && row.done()) {
      tally.alreadyDone(1);
    } else {
      Ledger.Row intent =
          row == null ? new Ledger.Row(number, number, digest(statement), false, null, 0) : row;
      switch (statement.kind()) {
        case IN_TRANSACTION -> inTransaction(intent, statement);
        case BUILD_INDEX -> outside.build(intent, statement, row == null);
        case DROP_INDEX -> outside.drop(intent, statement, row == null);
        default -> outside.run(intent, statement);
      }
      tally.ran(1);
    }
  }

  private void session(SqlStatement statement) throws SQLException, FailedStatement {
    try {
      session.run(statement.text());
    } catch (SQLException e) {
      throw FailedStatement.of(statement, e);
    }
  }

  private void inTransaction(Ledger.Row row, SqlStatement statement)
      throws SQLException, InterruptedException, FailedStatement {
    hold.untilClear(tally, "the statement was rolled back", () -> once(row, statement));
  }

  private void once(Ledger.Row row, SqlStatement statement) throws SQLException, FailedStatement {
    long begun = System.nanoTime();
    boolean creates = !Set.of("INSERT", "UPDATE", "DELETE", "ANALYZE").contains(statement.verb());
    List<Notes.Line> notices = new ArrayList<>();
    session.begin();
    Set<Creations.Id> before = creates ? Creations.look(connection) : Set.of();
    try {
      session.run(statement, notices::add);
      session.run("SET CONSTRAINTS ALL IMMEDIATE");
    } catch (SQLException e) {
      throw FailedStatement.of(statement, e);
    }
    hold.asDeployer();
    done(row, begun, notices);
    if (creates) {
      Notes.created(connection, run, Creations.since(before, connection));
    }
    session.commit();
    tally.said(notices);
  }

  /** Every index the script names must be usable in the end, whoever built it. */
  private void keepUsable() throws SQLException, InterruptedException {
    for (SqlStatement statement : statements) {
      try {
        if (statement.kind() == Kind.BUILD_INDEX) {
          keepUsable(statement);
        }
      } catch (FailedStatement e) {
        throw Refused.statement(e.words(consequence()));
      }
    }
  }

  private void keepUsable(SqlStatement statement)
      throws SQLException, InterruptedException, FailedStatement {
    IndexBuild build = new IndexBuild(hold, statement, tally);
    IndexState there = build.look();
    if (there.missing() || there.usable()) {
      return;
    }
    build.run(0);
    IndexState rebuilt = build.look();
    hold.transaction(
        () -> {
          Fences.check(connection, hold.ask(), hold.token());
          Notes.created(connection, run, Creations.identify(List.of(rebuilt.id()), connection));
          return null;
        });
  }

  private void done(Ledger.Row row, long begun, List<Notes.Line> notices) throws SQLException {
    Ledger.done(connection, run, hold.ask(), hold.token(), row, Hold.since(begun));
    Notes.notices(connection, run, notices);
  }

  private static String digest(SqlStatement statement) {
    return Scripts.digest(List.of(statement));
  }

  private String consequence() throws SQLException {
    return "Stopped after "
        + Ledger.rows(connection, run).stream().filter(Ledger.Row::done).count()
        + " of "
        + statements.size()
        + " statements; what they did stays, as the ledger shows: undo the change, or correct the"
        + " script and admit it with a new deployment";
  }
}
