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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code indexes: {schema: app, least-rows: 1000}}: which indexes there are and what they are used
 * for (A-027, A-053, S-054): {@code usage} is the share of scans of tables that went through an
 * index, tables of fewer rows left out, since reading those whole is right.
 *
 * <p>One look counts since the server's statistics were reset; the samples of a bucket what came
 * between the first and the last of them. Fewer than {@code least-scans} scans say nothing, and are
 * blind.
 */
final class IndexesProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final String FIGURES =
      Relations.WITH
          + """
          , seen AS (
            SELECT coalesce(sum(s.idx_scan), 0) AS through, coalesce(sum(s.seq_scan), 0) AS whole
            FROM pg_stat_user_tables s JOIN tab ON tab.oid = s.relid
                 JOIN pg_class c ON c.oid = s.relid
            WHERE greatest(c.reltuples, s.n_live_tup) >= ?)
          SELECT (SELECT count(*) FROM idx WHERE valid),
                 (SELECT count(*) FROM idx WHERE NOT valid),
                 (SELECT count(*) FROM idx WHERE copy > 1),
                 (SELECT count(*) FROM keys WHERE NOT indexed),
                 through, whole
          FROM seen
          """;

  private static final String UNUSED =
      Relations.WITH
          + """
          SELECT s.indexrelname FROM pg_stat_user_indexes s
          JOIN idx ON idx.indexrelid = s.indexrelid
          WHERE s.idx_scan = 0 AND idx.valid
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = s.indexrelid)
          ORDER BY 1
          """;

  private final Targets targets;
  private final Clock clock;

  IndexesProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "indexes";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Stream<Gauge> counts =
        Stream.of(
                "indexes",
                "invalid",
                "duplicate",
                "foreign-keys-without-index",
                "unused",
                "index-scans",
                "seq-scans")
            .map(name -> Gauge.figure(name, Unit.NONE));
    return Optional.of(
        Stream.concat(counts, Stream.of(Gauge.figure("usage", Unit.PERCENT))).toList());
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      String missing = asked.relations().missing(session);
      return missing == null ? seen(session, asked) : Measurement.blind(clock.instant(), missing);
    }
  }

  private Measurement seen(ReadOnly session, Asked asked) throws SQLException {
    List<String> unused = unused(session, asked);
    try (PreparedStatement query = session.connection().prepareStatement(FIGURES)) {
      asked.relations().bind(query);
      query.setLong(3, asked.leastRows());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        List<Value> values = new ArrayList<>();
        values.add(Value.number("indexes", row.getLong(1)));
        values.add(Value.number("invalid", row.getLong(2)));
        values.add(Value.number("duplicate", row.getLong(3)));
        values.add(Value.number("foreign-keys-without-index", row.getLong(4)));
        values.add(Value.number("unused", unused.size()));
        long through = row.getLong(5);
        long whole = row.getLong(6);
        if (through + whole >= asked.leastScans()) {
          values.add(usage(through, whole));
        }
        values.add(Value.number("index-scans", through));
        values.add(Value.number("seq-scans", whole));
        String note = unused.isEmpty() ? null : "unused: " + String.join(", ", unused);
        return new Measurement(values, null, note, clock.instant());
      }
    }
  }

  private static List<String> unused(ReadOnly session, Asked asked) throws SQLException {
    try (PreparedStatement query = session.connection().prepareStatement(UNUSED)) {
      asked.relations().bind(query);
      try (ResultSet rows = query.executeQuery()) {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    }
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    List<Measurement> saw = Fold.saw(samples).toList();
    Measurement last = saw.get(saw.size() - 1);
    long through = figure(last, "index-scans") - figure(saw.get(0), "index-scans");
    long whole = figure(last, "seq-scans") - figure(saw.get(0), "seq-scans");
    // Counters that went back were reset, and those that stand still say nothing about the bucket.
    if (through < 0 || whole < 0 || through + whole == 0) {
      return last;
    }
    List<Value> values =
        last.values().stream()
            .map(v -> v.name().equals("usage") ? usage(through, whole) : v)
            .toList();
    return new Measurement(values, null, last.note(), last.at());
  }

  private static long figure(Measurement seen, String name) {
    return seen.value(name).map(Value::number).orElse(BigDecimal.ZERO).longValue();
  }

  private static Value usage(long through, long whole) {
    BigDecimal share =
        BigDecimal.valueOf(through * 100)
            .divide(BigDecimal.valueOf(Math.max(1, through + whole)), 2, RoundingMode.HALF_UP);
    return Value.number("usage", share, Unit.PERCENT);
  }

  private record Asked(Relations relations, int leastRows, int leastScans, Duration timeout) {
    static Asked read(Node with) {
      Relations relations = Relations.read(with);
      Integer rows = with.optional("least-rows").map(n -> n.whole(0, 1_000_000_000)).orElse(1000);
      Integer scans = with.optional("least-scans").map(n -> n.whole(1, 1_000_000_000)).orElse(100);
      Asked asked =
          new Asked(
              relations,
              rows == null ? 1000 : rows,
              scans == null ? 100 : scans,
              Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
