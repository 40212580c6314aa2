package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Standby;
import io.soakgate.target.Standbys;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code replication: {}}: how far the server's standbys and replication slots are behind: {@code
 * standbys}, the largest {@code lag} and {@code lag-size} of them, {@code slots}, {@code
 * inactive-slots}, and {@code retained}, the most WAL that one slot keeps from being removed.
 *
 * <p>Without a standby there is no lag, and a bound on it cannot be told. How {@code lag} is found,
 * and its limits, stands with {@link Standbys}. In a watch the worst sample of a bucket counts: the
 * fewest standbys, the largest of everything else.
 */
final class ReplicationProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String STANDBYS = "standbys";

  private static final String SLOTS =
      """
      SELECT count(*), count(*) FILTER (WHERE NOT active),
             coalesce(max(greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)), 0)
      FROM pg_replication_slots
      """;

  private final Targets targets;
  private final Clock clock;

  ReplicationProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "replication";
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
            Gauge.figure(STANDBYS, Unit.NONE),
            Gauge.figure("lag", Unit.MILLIS),
            Gauge.figure("lag-size", Unit.BYTES),
            Gauge.figure("slots", Unit.NONE),
            Gauge.figure("inactive-slots", Unit.NONE),
            Gauge.figure("retained", Unit.BYTES)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Target target = targets.get(request.scope().target());
    Duration timeout = Timeout.alone(with, TIMEOUT);
    try (ReadOnly session = ReadOnly.open(target, kind(), timeout);
        Statement statement = session.connection().createStatement()) {
      List<Standby> standbys = Standbys.of(session.connection(), timeout);
      if (standbys.stream().anyMatch(Standby::hidden)) {
        return Measurement.blind(
            clock.instant(),
            "how far standbys are is hidden from %s; GRANT pg_read_all_stats to it"
                .formatted(target.user()));
      }
      try (ResultSet slots = statement.executeQuery(SLOTS)) {
        slots.next();
        return Measurement.saw(clock.instant(), values(standbys, slots));
      }
    }
  }

  private static List<Value> values(List<Standby> standbys, ResultSet slots) throws SQLException {
    List<Value> values = new ArrayList<>();
    values.add(Value.number(STANDBYS, standbys.size()));
    if (!standbys.isEmpty()) {
      long lag = standbys.stream().mapToLong(s -> s.lag().toMillis()).max().orElseThrow();
      long size = standbys.stream().mapToLong(Standby::size).max().orElseThrow();
      values.add(Value.number("lag", BigDecimal.valueOf(lag), Unit.MILLIS));
      values.add(Value.number("lag-size", BigDecimal.valueOf(size), Unit.BYTES));
    }
    values.add(Value.number("slots", slots.getLong(1)));
    values.add(Value.number("inactive-slots", slots.getLong(2)));
    values.add(Value.number("retained", slots.getBigDecimal(3), Unit.BYTES));
    return values;
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement most = Fold.of(Rule.Of.MAX, samples);
    Optional<Value> fewest = Fold.of(Rule.Of.MIN, samples).value(STANDBYS);
    List<Value> values =
        most.values().stream().map(v -> v.name().equals(STANDBYS) ? fewest.orElse(v) : v).toList();
    return new Measurement(values, null, most.note(), most.at());
  }
}
