package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Bounds;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code size: {tables: [app.messages], capacity: 8 GB}}: how large the database is and each of
 * some tables, their indexes, large values and partitions included (S-032, I-054, A-059). Growth is
 * what a bound against the baseline says.
 */
final class SizeProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String DATABASE = "SELECT pg_database_size(current_database())";
  // A table that is partitioned holds nothing itself, and one that is not has no tree.
  private static final String TABLE =
      """
      SELECT sum(pg_total_relation_size(part)), sum(pg_indexes_size(part))
      FROM (SELECT CAST(? AS regclass) AS whole) t,
           LATERAL (SELECT whole UNION SELECT relid FROM pg_partition_tree(whole)) p(part)
      """;

  private final Targets targets;
  private final Clock clock;

  SizeProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "size";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Asked asked = Asked.read(with);
    List<Gauge> all = new ArrayList<>();
    all.add(Gauge.figure("database", Unit.BYTES));
    if (asked.capacity() != null) {
      all.add(Gauge.figure("used-share", Unit.PERCENT));
    }
    asked.tables().forEach(t -> all.add(Gauge.figure(t.name(), Unit.BYTES)));
    if (!asked.tables().isEmpty()) {
      all.add(Gauge.figure("tables", Unit.BYTES));
      all.add(Gauge.figure("indexes", Unit.BYTES));
    }
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      List<Value> values = new ArrayList<>();
      BigDecimal database = sizes(session.connection(), DATABASE, null).get(0);
      values.add(bytes("database", database));
      if (asked.capacity() != null) {
        BigDecimal share =
            database.movePointRight(2).divide(asked.capacity(), 2, RoundingMode.HALF_UP);
        values.add(Value.number("used-share", share, Unit.PERCENT));
      }
      values.addAll(tables(session.connection(), asked));
      return Measurement.saw(clock.instant(), values);
    }
  }

  private static List<Value> tables(Connection connection, Asked asked) throws SQLException {
    List<Value> values = new ArrayList<>();
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal indexes = BigDecimal.ZERO;
    for (Identifier.Table table : asked.tables()) {
      List<BigDecimal> sizes = sizes(connection, TABLE, table.quoted());
      values.add(bytes(table.name(), sizes.get(0)));
      all = all.add(sizes.get(0));
      indexes = indexes.add(sizes.get(1));
    }
    if (!values.isEmpty()) {
      values.add(bytes("tables", all));
      values.add(bytes("indexes", indexes));
    }
    return values;
  }

  private static List<BigDecimal> sizes(Connection connection, String sql, String table)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      if (table != null) {
        query.setString(1, table);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        List<BigDecimal> sizes = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          sizes.add(row.getBigDecimal(i));
        }
        return sizes;
      }
    }
  }

  private static Value bytes(String name, BigDecimal size) {
    return Value.number(name, size, Unit.BYTES);
  }

  private record Asked(List<Identifier.Table> tables, BigDecimal capacity, Duration timeout) {
    private static final List<String> OWN = List.of("database", "tables", "indexes", "used-share");

    static Asked read(Node with) {
      Node list = with.optional("tables").orElse(null);
      List<Identifier.Table> tables = list == null ? List.of() : Identifier.tables(list);
      List<String> names = new ArrayList<>(OWN);
      for (Identifier.Table table : tables) {
        if (names.contains(table.name())) {
          list.refuse(
              "a second value named " + table.name(),
              "values are named by the bare name, so it must be unique",
              "measure " + table.dotted() + " in a probe of its own");
        }
        names.add(table.name());
      }
      BigDecimal capacity = with.optional("capacity").map(Bounds::size).orElse(null);
      Asked asked = new Asked(tables, capacity, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
