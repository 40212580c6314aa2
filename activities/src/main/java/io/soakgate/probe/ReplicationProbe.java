package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Unit;
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
 * <p>Without a standby there is no lag, and a bound on it cannot be told. In a watch the worst
 * sample of a bucket counts: the fewest standbys, the largest of everything else.
 */
final class ReplicationProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String STANDBYS = "standbys";

  // A standby that has replayed everything reports no lag, or one of long ago.
  private static final String FIGURES =
      """
      WITH standby AS (
        SELECT CASE WHEN replay_lsn >= pg_current_wal_lsn() THEN 0
                 ELSE coalesce(extract(epoch FROM replay_lag), 0) END AS lag,
               greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0) AS size, state
        FROM pg_stat_replication WHERE application_name <> 'pg_basebackup'),
      slot AS (
        SELECT active, greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0) AS retained
        FROM pg_replication_slots)
      SELECT (SELECT count(*) FROM standby), (SELECT max(lag) FROM standby),
             (SELECT max(size) FROM standby), (SELECT count(*) FROM slot),
             (SELECT count(*) FROM slot WHERE NOT active),
             (SELECT coalesce(max(retained), 0) FROM slot),
             (SELECT count(*) FROM standby WHERE state IS NULL)
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
    try (ReadOnly session = ReadOnly.open(target, kind(), Timeout.alone(with, TIMEOUT));
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(FIGURES)) {
      row.next();
      return row.getLong(7) > 0
          ? Measurement.blind(
              clock.instant(),
              "how far standbys are is hidden from %s; GRANT pg_read_all_stats to it"
                  .formatted(target.user()))
          : Measurement.saw(clock.instant(), values(row));
    }
  }

  private static List<Value> values(ResultSet row) throws SQLException {
    List<Value> values = new ArrayList<>();
    values.add(Value.number(STANDBYS, row.getLong(1)));
    BigDecimal lag = row.getBigDecimal(2);
    BigDecimal size = row.getBigDecimal(3);
    if (lag != null && size != null) {
      values.add(ActivityProbe.millis("lag", lag));
      values.add(Value.number("lag-size", size, Unit.BYTES));
    }
    values.add(Value.number("slots", row.getLong(4)));
    values.add(Value.number("inactive-slots", row.getLong(5)));
    values.add(Value.number("retained", row.getBigDecimal(6), Unit.BYTES));
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
