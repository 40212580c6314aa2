package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target;
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
 * {@code activity: {}}: what the sessions of this database do: {@code longest-transaction}, {@code
 * longest-statement}, {@code longest-idle} (in a transaction that does nothing), {@code active},
 * {@code idle-in-transaction} and {@code waiting} (for a lock). Soakgate's own sessions are left
 * out. In a watch the worst sample of a bucket counts.
 *
 * <p>A login that may not see what other logins' sessions do would see nothing wrong: that is
 * blind.
 */
final class ActivityProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String FIGURES =
      """
      WITH session AS (
        SELECT *, state LIKE 'idle in transaction%' AS idle FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND (backend_type = 'client backend' OR backend_type IS NULL)
          AND coalesce(application_name, '') NOT LIKE 'soakgate%')
      SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0),
             coalesce(max(extract(epoch FROM clock_timestamp() - query_start))
               FILTER (WHERE state = 'active'), 0),
             coalesce(max(extract(epoch FROM clock_timestamp() - state_change))
               FILTER (WHERE idle), 0),
             count(*) FILTER (WHERE state = 'active'),
             count(*) FILTER (WHERE idle),
             count(*) FILTER (WHERE wait_event_type = 'Lock'),
             count(*) FILTER (WHERE query = '<insufficient privilege>'),
             (SELECT format('the oldest transaction: pid %s%s', pid,
                coalesce(' (' || nullif(application_name, '') || ')', ''))
              FROM session WHERE xact_start IS NOT NULL ORDER BY xact_start LIMIT 1)
      FROM session
      """;
  private static final List<String> TIMES =
      List.of("longest-transaction", "longest-statement", "longest-idle");
  private static final List<String> COUNTS = List.of("active", "idle-in-transaction", "waiting");

  private final Targets targets;
  private final Clock clock;

  ActivityProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "activity";
  }

  @Override
  public List<String> check(Node with) {
    Timeout.alone(with, TIMEOUT);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all =
        new ArrayList<>(TIMES.stream().map(n -> Gauge.figure(n, Unit.MILLIS)).toList());
    COUNTS.forEach(n -> all.add(Gauge.figure(n, Unit.NONE)));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Target target = targets.get(request.scope().target());
    try (ReadOnly session = ReadOnly.open(target, kind(), Timeout.alone(with, TIMEOUT));
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(FIGURES)) {
      row.next();
      long hidden = row.getLong(7);
      return hidden > 0
          ? Measurement.blind(clock.instant(), hidden(hidden, target))
          : new Measurement(values(row), null, row.getString(8), clock.instant());
    }
  }

  /** Why what other logins' sessions do cannot be told, and what to do. */
  static String hidden(long sessions, Target target) {
    return "what %s is hidden from %s; GRANT pg_read_all_stats to it"
        .formatted(sessions == 1 ? "1 session does" : sessions + " sessions do", target.user());
  }

  private static List<Value> values(ResultSet row) throws SQLException {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < TIMES.size(); i++) {
      values.add(millis(TIMES.get(i), row.getBigDecimal(i + 1)));
    }
    for (int i = 0; i < COUNTS.size(); i++) {
      values.add(Value.number(COUNTS.get(i), row.getLong(TIMES.size() + i + 1)));
    }
    return values;
  }

  /** A time in seconds; what began while it was looked at may seem to begin later than now. */
  static Value millis(String name, BigDecimal seconds) {
    BigDecimal millis = seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP);
    return Value.number(name, millis.max(BigDecimal.ZERO), Unit.MILLIS);
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    return Fold.of(Rule.Of.MAX, samples);
  }
}
