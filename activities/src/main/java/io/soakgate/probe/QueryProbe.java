package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Folders;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code query: {text: SELECT …}} or {@code query: {file: path.sql}}: exactly one row, whose
 * columns become values.
 *
 * <p>A figure from SQL has no unit. A bound may hold it against a plain number or against percent
 * (a query cannot say that its figure is a share); for a time or a size use a probe that knows the
 * unit. No row, more than one, NULL or NaN is blind, never a zero (B-30).
 */
final class QueryProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  QueryProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "query";
  }

  @Override
  public List<String> check(Node with) {
    return Asked.read(with).select().files();
  }

  @Override
  public void inspect(Node with, Function<String, byte[]> file) {
    Asked.read(with).select().inspect(file, with.problems());
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    Select select = Asked.read(with).select();
    return select.text() != null
        ? select.text() + "\n;"
        : new String(file.apply(select.file()), StandardCharsets.UTF_8) + "\n;";
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.statements(with, file);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    Asked asked = Asked.read(with);
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    String sql = asked.select().sql(folder, request.scripts());
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        Statement statement = session.connection().createStatement()) {
      statement.setMaxRows(2);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return measured(rows);
      }
    }
  }

  private Measurement measured(ResultSet rows) throws SQLException {
    if (!rows.next()) {
      return blind("the query returned no row; it must return exactly one");
    }
    List<Value> values = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Row.Column column : Row.at(rows).columns()) {
      if (!names.add(column.name())) {
        return blind("two columns are named " + column.name() + "; give each a name of its own");
      }
      Value value = column.value();
      if (value == null) {
        return blind("column " + column.name() + " is " + column.text() + ", which is no figure");
      }
      values.add(value);
    }
    return rows.next()
        ? blind("the query returned more than one row; it must return exactly one")
        : Measurement.saw(clock.instant(), values);
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }

  private record Asked(Select select, Duration timeout) {
    static Asked read(Node with) {
      Asked asked = new Asked(Select.read(with), Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
