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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code transactions: {}}: what PostgreSQL counts of the database's transactions: {@code commits},
 * {@code rollbacks}, {@code deadlocks}, {@code conflicts} (statements that recovery cancelled),
 * {@code temp-files} and {@code temp-size}.
 *
 * <p>In a watch each is what came within the bucket; one look counts since the statistics began.
 * Soakgate's own looks are rolled back and counted too. A restart of the server and a reset of the
 * statistics within the bucket are no data.
 */
final class TransactionsProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** When whatever counts in this server began last; a crash begins all of it anew. */
  static final String BEGAN =
      """
      greatest(pg_postmaster_start_time(),
        (SELECT stats_reset FROM pg_stat_bgwriter),
        (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()))
      """;

  private static final String COUNTERS =
      "SELECT xact_commit, xact_rollback, deadlocks, conflicts, temp_files, temp_bytes, %s::text FROM pg_stat_database WHERE datname = current_database()"
          .formatted(BEGAN.strip());
  private static final List<String> NAMES =
      List.of("commits", "rollbacks", "deadlocks", "conflicts", "temp-files");
  private static final String SIZE = "temp-size";
  private static final List<String> ALL = Stream.concat(NAMES.stream(), Stream.of(SIZE)).toList();

  private final Targets targets;
  private final Clock clock;

  TransactionsProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "transactions";
  }

  @Override
  public List<String> check(Node with) {
    Timeout.alone(with, TIMEOUT);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>(NAMES.stream().map(n -> Gauge.figure(n, Unit.NONE)).toList());
    all.add(Gauge.figure(SIZE, Unit.BYTES));
    all.add(Gauge.word(Counters.SINCE));
    return Optional.of(all);
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
        ResultSet row = statement.executeQuery(COUNTERS)) {
      row.next();
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < NAMES.size(); i++) {
        values.add(Value.number(NAMES.get(i), row.getLong(i + 1)));
      }
      values.add(Value.number(SIZE, row.getBigDecimal(6), Unit.BYTES));
      values.add(Value.text(Counters.SINCE, row.getString(7)));
      return Measurement.saw(clock.instant(), values);
    }
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    return Counters.of(samples, ALL).folded(ALL);
  }
}
