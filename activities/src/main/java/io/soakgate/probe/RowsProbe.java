package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code rows: {tables: [schema.table, …]}}: the exact number of rows of each table, all from one
 * snapshot; each value is named by the table's bare name.
 */
final class RowsProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Targets targets;
  private final Clock clock;

  RowsProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "rows";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        Asked.read(with).tables().stream().map(t -> Gauge.figure(t.name(), Unit.NONE)).toList());
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    return Asked.read(with).tables().stream()
        .map(t -> "(SELECT count(*) FROM %s) AS \"%s\"".formatted(t.quoted(), t.name()))
        .collect(Collectors.joining(",\n  ", "SELECT ", "\n;"));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        Statement statement = session.connection().createStatement()) {
      List<Value> values = new ArrayList<>();
      for (Identifier.Table table : asked.tables()) {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table.quoted())) {
          row.next();
          values.add(Value.number(table.name(), row.getLong(1)));
        }
      }
      return Measurement.saw(clock.instant(), values);
    }
  }

  private record Asked(List<Identifier.Table> tables, Duration timeout) {
    static Asked read(Node with) {
      List<Identifier.Table> tables = new ArrayList<>();
      Set<String> names = new HashSet<>();
      Node there = with.required("tables").orElse(null);
      List<Node> items = there == null ? List.of() : there.items();
      if (there != null && there.isList() && items.isEmpty()) {
        there.refuse("no table", "there is nothing to count", "name one as schema.table");
      }
      for (Node item : items) {
        Identifier.Table table = Identifier.table(item);
        if (table != null && !names.add(table.name())) {
          item.refuse(
              "a second table named " + table.name(),
              "values are named by the bare name, so it must be unique",
              "count it in a probe of its own");
        } else if (table != null) {
          tables.add(table);
        }
      }
      Asked asked = new Asked(tables, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
