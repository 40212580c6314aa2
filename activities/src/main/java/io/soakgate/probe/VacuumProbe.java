package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code vacuum: {schema: app, least: 1000}}: what vacuuming has left to do in a schema: {@code
 * dead-rows} of all its tables, the largest {@code dead-share} of a table with at least so many
 * rows, {@code oldest}, how long it is since the table was vacuumed that waited longest, and {@code
 * frozen-share}, how much of the way to a forced vacuum against wraparound the oldest table has
 * gone.
 *
 * <p>A server that crashed has forgotten when it vacuumed: a table of which it knows no time is not
 * in {@code oldest}, which is missing where it knows none.
 */
final class VacuumProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int LEAST = 1000;
  private static final String FIGURES =
      """
      WITH stat AS (
        SELECT format('%I.%I', s.schemaname, s.relname) AS name, n_dead_tup AS dead,
               CASE WHEN n_live_tup + n_dead_tup >= ?
                 THEN 100.0 * n_dead_tup / (n_live_tup + n_dead_tup) END AS share,
               extract(epoch FROM clock_timestamp() - greatest(last_vacuum, last_autovacuum)) AS ago,
               100.0 * age(c.relfrozenxid) / current_setting('autovacuum_freeze_max_age')::numeric
                 AS frozen
        FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
        WHERE s.schemaname = ? AND c.relkind IN ('r', 'm'))
      SELECT count(*), sum(dead), round(coalesce(max(share), 0), 2), max(ago),
             round(max(frozen), 2),
             (SELECT name FROM stat WHERE share > 0 ORDER BY share DESC LIMIT 1)
      FROM stat
      """;

  private final Targets targets;
  private final Clock clock;

  VacuumProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "vacuum";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("tables", Unit.NONE),
            Gauge.figure("dead-rows", Unit.NONE),
            Gauge.figure("dead-share", Unit.PERCENT),
            Gauge.figure("oldest", Unit.MILLIS),
            Gauge.figure("frozen-share", Unit.PERCENT)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        PreparedStatement query = session.connection().prepareStatement(FIGURES)) {
      query.setInt(1, asked.least());
      query.setString(2, asked.schema());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1) == 0
            ? Measurement.blind(clock.instant(), "the schema " + asked.schema() + " holds no table")
            : seen(row);
      }
    }
  }

  private Measurement seen(ResultSet row) throws SQLException {
    List<Value> values = new ArrayList<>();
    values.add(Value.number("tables", row.getLong(1)));
    values.add(Value.number("dead-rows", row.getLong(2)));
    values.add(Value.number("dead-share", row.getBigDecimal(3), Unit.PERCENT));
    BigDecimal ago = row.getBigDecimal(4);
    if (ago != null) {
      values.add(ActivityProbe.millis("oldest", ago));
    }
    values.add(Value.number("frozen-share", row.getBigDecimal(5), Unit.PERCENT));
    String worst = row.getString(6);
    return new Measurement(
        values, null, worst == null ? null : "most dead rows: " + worst, clock.instant());
  }

  private record Asked(String schema, int least, Duration timeout) {
    static Asked read(Node with) {
      String schema = with.required("schema").map(Identifier::name).orElse(null);
      Integer least = with.optional("least").map(n -> n.whole(1, 1_000_000_000)).orElse(LEAST);
      Asked asked = new Asked(schema, least == null ? LEAST : least, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
