package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.CountedQuery;
import io.soakgate.target.Extension;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code slow-statements: {like: menuca_v3, longer-than: 1s}}: what {@code pg_stat_statements}
 * knows about the database's queries (M-052, M-059): {@code slowest-mean}, {@code slow} (how many
 * take longer than that on average), {@code statements} (how many were found), {@code total} (the
 * time of all) and {@code calls}. A table holds the top ones by their mean or total;
 * the extension has put placeholders where values stood.
 *
 * <p>One look tells of all since the extension began to count; a bucket of a watch, of the calls
 * within it: what one call was slower than the mean of a year does not show otherwise. Statistics
 * that were reset, or a server that was started again, within the bucket are no data.
 *
 * <p>The extension counts for the whole server, so it is asked where it is installed: in the
 * target's database, else in {@code postgres}. Only queries and writes count, no DDL and no DO
 * blocks: a migration is no slow query. Where it is not installed, or hides other logins'
 * statements, this is blind and says what to do.
 */
final class SlowStatementsProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String SERVICE = "postgres";
  private static final String STATEMENTS =
      """
      SELECT query, mean_exec_time, calls, total_exec_time, queryid FROM %s.pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = ?) AND position(? IN query) > 0
        AND %s
      ORDER BY %s_exec_time DESC
      """;
  private static final String BEGAN =
      "SELECT greatest(pg_postmaster_start_time(), (SELECT stats_reset FROM"
          + " %s.pg_stat_statements_info))::text";
  private static final String HIDDEN =
      """
      SELECT count(*) FROM %s.pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = ?) AND queryid IS NULL
      """;

  private final Targets targets;
  private final Clock clock;

  SlowStatementsProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "slow-statements";
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
            Gauge.figure("slowest-mean", Unit.MILLIS),
            Gauge.figure("slow", Unit.NONE),
            Gauge.figure("statements", Unit.NONE),
            Gauge.figure("total", Unit.MILLIS),
            Gauge.figure("calls", Unit.NONE),
            Gauge.word(Counters.SINCE)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    boolean bucket = request.span() != null;
    try (ReadOnly here = ReadOnly.open(target, kind(), asked.timeout())) {
      Optional<String> schema = Extension.schema(here.connection(), CountedQuery.EXTENSION);
      if (schema.isPresent()) {
        return seen(here.connection(), schema.get(), target, asked, bucket);
      }
    }
    try (ReadOnly service = ReadOnly.open(target, SERVICE, kind(), asked.timeout())) {
      Optional<String> schema = Extension.schema(service.connection(), CountedQuery.EXTENSION);
      return schema.isEmpty()
          ? missing(target)
          : seen(service.connection(), schema.get(), target, asked, bucket);
    }
  }

  private Measurement missing(Target target) {
    return Measurement.blind(
        clock.instant(),
        "pg_stat_statements is installed neither in %s nor in %s; put it into shared_preload_libraries and run CREATE EXTENSION pg_stat_statements"
            .formatted(target.database(), SERVICE));
  }

  private Measurement seen(
      Connection session, String schema, Target target, Asked asked, boolean bucket)
      throws SQLException {
    long hidden = hidden(session, schema, target);
    if (hidden > 0) {
      return Measurement.blind(
          clock.instant(),
          hidden
              + " statements of other logins are hidden from "
              + target.user()
              + "; GRANT pg_read_all_stats to it");
    }
    String sql = STATEMENTS.formatted(schema, CountedQuery.READS_OR_WRITES, asked.by());
    try (PreparedStatement query = session.prepareStatement(sql)) {
      query.setString(1, target.database());
      query.setString(2, asked.like());
      try (ResultSet rows = query.executeQuery()) {
        List<StatementTally.Statistic> all = new ArrayList<>();
        while (rows.next()) {
          if (!asked.ignored(rows.getString(1))) {
            all.add(statistic(rows));
          }
        }
        Measurement measured = asked.tally().measured(all, clock.instant());
        return bucket ? counting(measured, all, asked, began(session, schema)) : measured;
      }
    }
  }

  private static String began(Connection session, String schema) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(BEGAN.formatted(schema))) {
      row.next();
      return row.getString(1);
    }
  }

  private static Measurement counting(
      Measurement seen, List<StatementTally.Statistic> all, Asked asked, String began) {
    List<Value> values = new ArrayList<>(seen.values());
    values.add(Value.text(Counters.SINCE, began));
    values.add(Value.text(Fold.COUNTERS, asked.tally().written(all)));
    return new Measurement(values, null, seen.note(), seen.at(), seen.grid());
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.TO_THE_END;
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Counters counters = Counters.of(samples, List.of());
    return counters.why() == null
        ? StatementTally.grown(counters.first(), counters.last())
        : Measurement.blind(counters.last().at(), counters.why());
  }

  private static StatementTally.Statistic statistic(ResultSet row) throws SQLException {
    return new StatementTally.Statistic(
        CountedQuery.shortened(row.getString(1)),
        row.getBigDecimal(2).setScale(3, RoundingMode.HALF_UP),
        row.getLong(3),
        row.getBigDecimal(4).setScale(3, RoundingMode.HALF_UP),
        row.getLong(5));
  }

  private static long hidden(Connection session, String schema, Target target) throws SQLException {
    try (PreparedStatement query = session.prepareStatement(HIDDEN.formatted(schema))) {
      query.setString(1, target.database());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private record Asked(
      String like, List<String> ignore, Duration longerThan, String by, int top, Duration timeout) {
    boolean ignored(String query) {
      return ignore.stream().anyMatch(query::contains);
    }

    StatementTally tally() {
      return new StatementTally(longerThan.toMillis(), by, top);
    }

    static Asked read(Node with) {
      String like = with.optional("like").map(Node::text).orElse("");
      List<String> ignore = with.optional("ignore").map(Node::texts).orElse(List.of());
      Duration longerThan =
          with.optional("longer-than").map(Node::positiveDuration).orElse(Duration.ofSeconds(1));
      String by = with.optional("by").map(n -> n.oneOf(List.of("mean", "total"))).orElse("mean");
      Integer top = with.optional("top").map(n -> n.whole(1, 50)).orElse(10);
      Asked asked = new Asked(like, ignore, longerThan, by, top, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
