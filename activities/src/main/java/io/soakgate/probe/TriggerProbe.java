package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Folders;
import io.soakgate.target.Need;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/**
 * {@code trigger: {given: sql/row.sql, statement: UPDATE …, row: SELECT updated_at …}}: what a
 * statement made of a row beside what it says itself, in a transaction that is rolled back (I-014,
 * I-018).
 *
 * <p>Each column of {@code row} is {@code changed} or {@code same}, or {@code failed} when the
 * statement was refused; {@code rows} is how many rows the statement touched. {@code now()} stands
 * still in a transaction: a time that is that of this transaction before and after proves nothing,
 * and is blind.
 */
final class TriggerProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String NOW = "SELECT now(), now()::timestamp";

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  TriggerProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "trigger";
  }

  @Override
  public List<String> check(Node with) {
    return Asked.read(with).given().files();
  }

  @Override
  public void inspect(Node with, Function<String, byte[]> file) {
    Asked.read(with).given().inspect(file, with.problems());
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Stream.concat(
            Asked.read(with).given().statements(file).stream(),
            Select.written(with, "statement", "row").stream())
        .toList();
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    return Asked.read(with).given().needs();
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    try (Tryout session =
        Tryout.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      asked.given().enter(session, folders, request);
      Row before = Row.one(session.connection(), asked.row(), "before the statement");
      Savepoint point = session.connection().setSavepoint();
      long touched;
      try (Statement statement = session.connection().createStatement()) {
        touched = touched(statement, asked.statement());
      } catch (PSQLException e) {
        Tryout.rethrowLost(e);
        session.connection().rollback(point);
        return failed(before, e);
      }
      Row after = Row.one(session.connection(), asked.row(), "after the statement");
      Row now = Row.one(session.connection(), NOW, "");
      return compared(before, after, now, touched);
    }
  }

  private static long touched(Statement statement, String sql) throws SQLException {
    boolean rows = statement.execute(sql);
    return rows ? 0 : statement.getLargeUpdateCount();
  }

  private Measurement failed(Row before, PSQLException why) {
    List<Value> values = new ArrayList<>();
    before.columns().forEach(c -> values.add(Value.text(c.name(), "failed")));
    values.add(Value.number("rows", 0));
    return new Measurement(
        values, null, "the statement was refused: " + Tryout.words(why), clock.instant());
  }

  private Measurement compared(Row before, Row after, Row now, long touched) {
    List<Value> values = new ArrayList<>();
    for (Row.Column column : before.columns()) {
      String was = column.text();
      String is = after.text(column.name());
      if (was != null && was.equals(is) && now.holds(was)) {
        return Measurement.blind(
            clock.instant(),
            column.name()
                + " is the time of this transaction before and after the statement, because now()"
                + " stands still in it; give the row an older one in `given`");
      }
      values.add(Value.text(column.name(), Objects.equals(was, is) ? "same" : "changed"));
    }
    values.add(Value.number("rows", touched));
    return Measurement.saw(clock.instant(), values);
  }

  private record Asked(Given given, String statement, String row, Duration timeout) {
    static Asked read(Node with) {
      Asked asked =
          new Asked(
              Given.read(with),
              with.required("statement").map(Named::tried).orElse(null),
              with.required("row").map(Select::one).orElse(null),
              Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
