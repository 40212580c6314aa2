package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.plan.reading.Node;
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
 *
 * <p>{@code :from}, {@code :to} and {@code :since} in it are the bucket's start and end and the
 * start of the watch, by the wall clock; such a query is asked once, when the bucket is over. Its
 * {@code window} says how far a look outside of a watch goes back.
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
    Asked asked = Asked.read(with);
    asked.select().inspect(file, with.problems());
    String path = asked.select().file();
    if (path != null) {
      asked.fit(new String(file.apply(path), StandardCharsets.UTF_8), with);
    }
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    Select select = asked.select();
    String sql =
        select.text() != null
            ? select.text()
            : new String(file.apply(select.file()), StandardCharsets.UTF_8);
    return (asked.window() == null ? "" : TimesInSql.byHand(asked.window())) + sql + "\n;";
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.statements(with, file).stream().map(TimesInSql::parsed).toList();
  }

  @Override
  public Sampling sampling(Node with) {
    return Asked.read(with).window() == null ? Sampling.THROUGHOUT : Sampling.AFTERWARDS;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    Asked asked = Asked.read(with);
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    Span span =
        request.span() != null
            ? request.span()
            : TimesInSql.before(clock.instant(), asked.window());
    String sql = TimesInSql.filled(asked.select().sql(folder, request.scripts()), span);
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

  private record Asked(Select select, Duration window, Duration timeout) {
    static Asked read(Node with) {
      Asked asked =
          new Asked(
              Select.read(with),
              with.optional("window").map(Node::positiveDuration).orElse(null),
              Timeout.read(with, TIMEOUT));
      if (asked.select().text() != null) {
        asked.fit(asked.select().text(), with);
      }
      with.done();
      return asked;
    }

    /** Refuses times without a window, and a window without times. */
    void fit(String sql, Node with) {
      if (window == null && TimesInSql.back(sql)) {
        with.refuse(
            "`:from` or `:since` without `window`",
            "outside of a watch there is no bucket: a check, and what a rule compares with, look"
                + " back from now",
            "write how far, such as `window: 5m`");
      } else if (window != null && !TimesInSql.back(sql)) {
        with.refuse(
            "`window` and neither `:from` nor `:since`",
            "the query looks at no time that could be told to it",
            "write `:from` and `:to` into it, or leave `window` away");
      }
    }
  }
}
