package io.soakgate.action;

import io.soakgate.deployment.ActActivity.ResolveRequest;
import io.soakgate.script.SqlStatement;
import io.soakgate.script.SqlStatement.Kind;
import io.soakgate.target.Ledger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes into the ledger what a person says became of a statement (ADR 0013). */
record Resolution(ResolveRequest said, Scripts scripts) {
  private static final String DONE = "done";

  /**
   * Writes it.
   *
   * @return what stands there now, in words
   * @throws io.temporal.failure.ApplicationFailure refused, when the ledger or the catalog says
   *     otherwise
   */
  String write(Hold hold) throws SQLException {
    Ledger.Run run =
        hold.run(scripts.digest(), scripts.statements().size())
            .orElseThrow(() -> Refused.because(subject() + " was never applied here"));
    return hold.transaction(
        () -> {
          Connection connection = hold.session().connection();
          SqlStatement statement = open(run, Ledger.rows(connection, run));
          String shown = shown(connection, statement);
          Ledger.Row row =
              new Ledger.Row(
                  said.statement(),
                  said.statement(),
                  Scripts.digest(List.of(statement)),
                  true,
                  null,
                  0);
          Ledger.resolve(
              connection, run, hold.ask(), hold.token(), row, said.as(), said.by(), said.reason());
          return what(statement) + " stands as resolved " + said.as() + shown;
        });
  }

  private String subject() {
    return said.act().subject();
  }

  private String what(SqlStatement statement) {
    return subject() + " statement " + said.statement() + " (" + statement.at() + ")";
  }

  private SqlStatement open(Ledger.Run run, List<Ledger.Row> rows) {
    List<SqlStatement> all = scripts.statements();
    int number = said.statement();
    if (number > all.size()) {
      throw Refused.because(
          subject() + " has " + all.size() + " statements; name the one that failed");
    }
    SqlStatement statement = all.get(number - 1);
    if (run.finished() || done(rows, number)) {
      throw Refused.because(what(statement) + " stands as done in the ledger; retry goes on");
    }
    if (statement.kind() == Kind.SESSION) {
      throw Refused.because(
          what(statement) + " is a setting of the session, which every attempt makes again");
    }
    int failed = scripts.oneTransaction() ? number : firstLeft(rows);
    if (number != failed) {
      throw Refused.because(
          what(statement) + " is not the one it stopped at; resolve statement " + failed);
    }
    return statement;
  }

  private int firstLeft(List<Ledger.Row> rows) {
    int number = 1;
    for (SqlStatement statement : scripts.statements()) {
      if (statement.kind() != Kind.SESSION && !done(rows, number)) {
        return number;
      }
      number++;
    }
    return number;
  }

  private static boolean done(List<Ledger.Row> rows, int number) {
    return rows.stream().anyMatch(r -> r.done() && r.first() <= number && number <= r.last());
  }

  /** What the catalog shows of it, in words; refused when it shows that it was not done. */
  private String shown(Connection connection, SqlStatement statement) throws SQLException {
    if (!said.as().equals(DONE)) {
      return "";
    }
    Trace trace = Trace.of(statement);
    if (trace == null) {
      return "; the catalog cannot show it, so it stands on the word of " + said.by();
    }
    String not = trace.missing(connection);
    if (not != null) {
      throw Refused.because(
          what(statement)
              + " is not done: "
              + not
              + ". Do it by hand first, retry, or resolve it as skipped");
    }
    return "; the catalog shows it: " + trace.words();
  }
}
