package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code locks: {}}: who waits for a lock in this database, and for how long (S-060, S-067): {@code
 * waiting}, {@code longest-wait}, {@code blockers}, {@code longest-held} (the age of the oldest
 * transaction that others wait for) and {@code deadlocks} since the statistics were reset. What
 * Soakgate's own sessions wait for harms nobody and is left out; what others wait for because of
 * them is not.
 *
 * <p>In a watch the worst sample of a bucket counts: a wait between two samples is not seen, one
 * that lasts is. {@code deadlocks} are those that came within the bucket, none is missed.
 */
final class LocksProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String DEADLOCKS = "deadlocks";

  private static final String FIGURES =
      """
      WITH waiting AS (
        SELECT l.pid, min(l.waitstart) AS since
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE NOT l.granted AND a.datname = current_database()
          AND coalesce(a.application_name, '') NOT LIKE 'soakgate/%'
        GROUP BY l.pid),
      blocking AS (SELECT DISTINCT unnest(pg_blocking_pids(pid)) AS pid FROM waiting)
      SELECT (SELECT count(*) FROM waiting),
             (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - since)), 0) FROM waiting),
             (SELECT count(*) FROM blocking),
             (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - a.xact_start)), 0)
              FROM blocking JOIN pg_stat_activity a USING (pid)),
             (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()),
             (SELECT string_agg(format('pid %s%s', a.pid,
                       coalesce(' (' || nullif(a.application_name, '') || ')', '')), ', ')
              FROM blocking JOIN pg_stat_activity a USING (pid))
      """;

  private final Targets targets;
  private final Clock clock;

  LocksProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "locks";
  }

  @Override
  public List<String> check(Node with) {
    Timeout.alone(with, TIMEOUT);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("waiting", Unit.NONE),
            Gauge.figure("longest-wait", Unit.MILLIS),
            Gauge.figure("blockers", Unit.NONE),
            Gauge.figure("longest-held", Unit.MILLIS),
            Gauge.figure(DEADLOCKS, Unit.NONE)));
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.TO_THE_END;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    try (ReadOnly session =
            ReadOnly.open(
                targets.get(request.scope().target()), kind(), Timeout.alone(with, TIMEOUT));
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(FIGURES)) {
      row.next();
      String blockers = row.getString(6);
      return new Measurement(
          List.of(
              Value.number("waiting", row.getLong(1)),
              millis("longest-wait", row.getBigDecimal(2)),
              Value.number("blockers", row.getLong(3)),
              millis("longest-held", row.getBigDecimal(4)),
              Value.number(DEADLOCKS, row.getLong(5))),
          null,
          blockers == null ? null : "waited for: " + blockers,
          clock.instant());
    }
  }

  private static Value millis(String name, BigDecimal seconds) {
    // A wait that began while it was looked at may seem to begin later than now.
    BigDecimal millis = seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP);
    return Value.number(name, millis.max(BigDecimal.ZERO), Unit.MILLIS);
  }

  /** Those since a reset within the bucket are all of it, at the least. */
  private static Value deadlocks(Value last, List<Measurement> saw) {
    BigDecimal before = saw.get(0).value(DEADLOCKS).map(Value::number).orElse(BigDecimal.ZERO);
    BigDecimal came = last.number().subtract(before);
    return Value.number(DEADLOCKS, came.signum() < 0 ? last.number() : came, last.unit());
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement last = Fold.last(samples);
    List<Value> values = new ArrayList<>();
    for (Value value : last.values()) {
      if (value.name().equals(DEADLOCKS)) {
        values.add(deadlocks(value, Fold.saw(samples).toList()));
        continue;
      }
      BigDecimal worst =
          Fold.saw(samples)
              .flatMap(m -> m.value(value.name()).stream())
              .map(Value::number)
              .reduce(value.number(), BigDecimal::max);
      values.add(Value.number(value.name(), worst, value.unit()));
    }
    String note =
        Fold.saw(samples)
            .map(Measurement::note)
            .filter(n -> n != null)
            .reduce((first, second) -> second)
            .orElse(null);
    return new Measurement(values, null, note, last.at());
  }
}
