package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
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
 * {@code connections: {}}: how much of what the server can take is taken (M-058): {@code
 * used-share} of the sessions that ordinary logins may have, {@code used}, {@code max}, {@code
 * idle-in-transaction}. The probe's own session is one of them.
 *
 * <p>Where a login may not see what all of them do, {@code idle-in-transaction} is left out, and
 * the note says so.
 */
final class ConnectionsProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String IDLE = "idle-in-transaction";

  // Whoever may not see another login's session sees that it is there, and no more than that.
  // Vacuum has no login and standbys are told here: neither hides an idle transaction.
  private static final String COUNTS =
      """
      SELECT count(*) FILTER (WHERE backend_type = 'client backend'
                                 OR backend_type IS NULL AND datid IS NOT NULL),
             count(*) FILTER (WHERE state LIKE 'idle in transaction%'),
             current_setting('max_connections')::int
               - current_setting('superuser_reserved_connections')::int,
             count(*) FILTER (WHERE query = '<insufficient privilege>' AND datid IS NOT NULL
               AND usesysid IS NOT NULL AND pid NOT IN (SELECT pid FROM pg_stat_replication))
      FROM pg_stat_activity
      """;

  private final Targets targets;
  private final Clock clock;

  ConnectionsProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "connections";
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
            Gauge.figure("used-share", Unit.PERCENT),
            Gauge.figure("used", Unit.NONE),
            Gauge.figure("max", Unit.NONE),
            Gauge.figure(IDLE, Unit.NONE)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Target target = targets.get(request.scope().target());
    try (ReadOnly session = ReadOnly.open(target, kind(), Timeout.alone(with, TIMEOUT));
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(COUNTS)) {
      row.next();
      List<Value> values = new ArrayList<>(taken(row.getLong(1), row.getLong(3)));
      long hidden = row.getLong(4);
      if (hidden == 0) {
        values.add(Value.number(IDLE, row.getLong(2)));
      }
      String note =
          hidden == 0 ? null : IDLE + " is left out: " + ActivityProbe.hidden(hidden, target);
      return new Measurement(values, null, note, clock.instant());
    }
  }

  private static List<Value> taken(long used, long most) {
    BigDecimal share =
        BigDecimal.valueOf(used * 100).divide(BigDecimal.valueOf(most), 1, RoundingMode.HALF_UP);
    return List.of(
        Value.number("used-share", share, Unit.PERCENT),
        Value.number("used", used),
        Value.number("max", most));
  }
}
