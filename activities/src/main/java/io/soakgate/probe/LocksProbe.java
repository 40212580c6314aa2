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
 * transaction that others wait for, prepared ones too) and {@code deadlocks} since the statistics
 * were reset. What Soakgate's own sessions wait for harms nobody and is left out; what others wait
 * for because of them is not.
 *
 * <p>In a watch the worst sample of a bucket counts: a wait between two samples is not seen, one
 * that lasts is. {@code deadlocks} are those that came within the bucket, none is missed. What
 * cannot be told is left out, and the note says why: {@code longest-held} where the login may not
 * see what one of those waited for does, in a bucket once is enough; {@code deadlocks} where the
 * statistics began anew within the bucket.
 */
final class LocksProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String HELD = "longest-held";
  private static final String DEADLOCKS = "deadlocks";

  private static final String FIGURES =
      """
      WITH waiting AS (
        SELECT l.pid, min(l.waitstart) AS since
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE NOT l.granted AND a.datname = current_database()
          AND coalesce(a.application_name, '') NOT LIKE 'soakgate/%'
        GROUP BY l.pid),
      blocking AS (SELECT DISTINCT unnest(pg_blocking_pids(pid)) AS pid FROM waiting),
      holding AS (
        SELECT xact_start AS since, query = '<insufficient privilege>' AS hidden,
               format('pid %s%s', pid,
                 coalesce(' (' || nullif(application_name, '') || ')', '')) AS who
        FROM blocking JOIN pg_stat_activity USING (pid)
        UNION ALL
        -- What is prepared has no session any more, and no pid tells which one is waited for.
        SELECT prepared, false, format('prepared transaction %s', gid) FROM pg_prepared_xacts
        WHERE database = current_database() AND 0 IN (SELECT pid FROM blocking))
      SELECT (SELECT count(*) FROM waiting),
             (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - since)), 0) FROM waiting),
             (SELECT count(*) FROM blocking),
             (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - since)), 0) FROM holding),
             (SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()),
             (SELECT count(*) FROM holding WHERE hidden),
             (SELECT string_agg(who, ', ') FROM holding),
      """
          + TransactionsProbe.BEGAN.strip()
          + "::text";

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
            Gauge.figure(HELD, Unit.MILLIS),
            Gauge.figure(DEADLOCKS, Unit.NONE),
            Gauge.word(Counters.SINCE)));
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.TO_THE_END;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Target target = targets.get(request.scope().target());
    try (ReadOnly session = ReadOnly.open(target, kind(), Timeout.alone(with, TIMEOUT));
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(FIGURES)) {
      row.next();
      List<String> notes = new ArrayList<>();
      if (row.getString(7) != null) {
        notes.add("waited for: " + row.getString(7));
      }
      long hidden = row.getLong(6);
      if (hidden > 0) {
        notes.add(HELD + " is left out: " + ActivityProbe.hidden(hidden, target));
      }
      return new Measurement(values(row, hidden), null, note(notes), clock.instant());
    }
  }

  private static List<Value> values(ResultSet row, long hidden) throws SQLException {
    List<Value> values = new ArrayList<>();
    values.add(Value.number("waiting", row.getLong(1)));
    values.add(ActivityProbe.millis("longest-wait", row.getBigDecimal(2)));
    values.add(Value.number("blockers", row.getLong(3)));
    if (hidden == 0) {
      values.add(ActivityProbe.millis(HELD, row.getBigDecimal(4)));
    }
    values.add(Value.number(DEADLOCKS, row.getLong(5)));
    values.add(Value.text(Counters.SINCE, row.getString(8)));
    return values;
  }

  private static String note(List<String> notes) {
    return notes.isEmpty() ? null : String.join("\n", notes);
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement worst = Fold.of(Rule.Of.MAX, samples);
    Counters counters = Counters.of(samples, List.of(DEADLOCKS));
    List<Value> values = new ArrayList<>();
    for (Value value : worst.values()) {
      if (!value.name().equals(DEADLOCKS)) {
        // The worst may be in the sample that could not tell it.
        boolean told = Fold.saw(samples).allMatch(m -> m.value(value.name()).isPresent());
        values.addAll(told ? List.of(value) : List.of());
      } else if (counters.why() == null) {
        values.add(Value.number(DEADLOCKS, counters.grew(DEADLOCKS), value.unit()));
      }
    }
    return new Measurement(values, null, note(notes(samples, counters)), worst.at());
  }

  private static List<String> notes(List<Measurement> samples, Counters counters) {
    List<String> notes = new ArrayList<>();
    Fold.saw(samples)
        .map(Measurement::note)
        .filter(n -> n != null)
        .reduce((first, second) -> second)
        .ifPresent(notes::add);
    if (counters.why() != null) {
      notes.add(DEADLOCKS + " is left out: " + counters.why());
    }
    return notes;
  }
}
