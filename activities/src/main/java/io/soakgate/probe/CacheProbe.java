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
import java.util.List;
import java.util.Optional;

/**
 * {@code cache: {}}: the share of the database's blocks that were found in memory (M-054): {@code
 * hit-ratio}, and the counters {@code hits} and {@code reads} it is made of.
 *
 * <p>One look counts since the server's statistics were reset; the samples of a bucket what came
 * between the first and the last of them. Fewer than {@code least} blocks say nothing, and are
 * blind; so is a bucket within which the server counted anew, or in which no block was read.
 */
final class CacheProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int LEAST = 10_000;
  private static final String COUNTERS =
      "SELECT blks_hit, blks_read, %s::text FROM pg_stat_database WHERE datname = current_database()"
          .formatted(TransactionsProbe.BEGAN.strip());
  private static final List<String> COUNTED = List.of("hits", "reads");

  private final Targets targets;
  private final Clock clock;

  CacheProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "cache";
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
            Gauge.figure("hit-ratio", Unit.PERCENT),
            Gauge.figure("hits", Unit.NONE),
            Gauge.figure("reads", Unit.NONE),
            Gauge.word(Counters.SINCE)));
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.TO_THE_END;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(COUNTERS)) {
      row.next();
      long hits = row.getLong(1);
      long reads = row.getLong(2);
      return hits + reads < asked.least()
          ? Measurement.blind(
              clock.instant(),
              "only %d blocks were read since the statistics began, fewer than %d: a share of them says nothing"
                  .formatted(hits + reads, asked.least()))
          : new Measurement(
              values(hits, reads, hits, reads, row.getString(3)), null, null, clock.instant());
    }
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Counters counters = Counters.of(samples, COUNTED);
    if (counters.why() != null) {
      return Measurement.blind(counters.last().at(), counters.why());
    }
    long hits = counters.grew("hits").longValue();
    long reads = counters.grew("reads").longValue();
    Measurement last = counters.last();
    return hits + reads == 0
        ? Measurement.blind(last.at(), "no block was read within the bucket")
        : new Measurement(
            values(hits, reads, figure(last, "hits"), figure(last, "reads"), since(last)),
            null,
            null,
            last.at());
  }

  private static String since(Measurement seen) {
    return seen.value(Counters.SINCE).map(Value::text).orElse(null);
  }

  private static long figure(Measurement seen, String name) {
    return seen.value(name).map(Value::number).orElse(BigDecimal.ZERO).longValue();
  }

  private static List<Value> values(
      long hits, long reads, long allHits, long allReads, String since) {
    BigDecimal share =
        BigDecimal.valueOf(hits * 100)
            .divide(BigDecimal.valueOf(Math.max(1, hits + reads)), 2, RoundingMode.HALF_UP);
    return List.of(
        Value.number("hit-ratio", share, Unit.PERCENT),
        Value.number("hits", allHits),
        Value.number("reads", allReads),
        Value.text(Counters.SINCE, since));
  }

  private record Asked(int least, Duration timeout) {
    static Asked read(Node with) {
      Integer least = with.optional("least").map(n -> n.whole(1, 1_000_000_000)).orElse(LEAST);
      Asked asked = new Asked(least, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
