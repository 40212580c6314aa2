package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code latency: {statement: SELECT …, runs: 20}}: how long a statement takes as a client sees it,
 * its rows included; one run ahead to warm up is not counted.
 *
 * <p>A run the server cancels at {@code timeout} counts with the time it lasted: that slow is a
 * finding, not a failure to see. After three of them the rest is not run, so that a probe never
 * keeps a struggling server busy.
 */
final class LatencyProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int CANCELLED_ENOUGH = 3;
  private static final String QUERY_CANCELED = "57014";

  private final Targets targets;
  private final Clock clock;

  LatencyProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "latency";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.written(with, "statement");
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(Timings.GAUGES);
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    return "-- times are in ms; the plan takes "
        + Asked.read(with).runs()
        + " runs after a first one\n"
        + "\\timing on\n"
        + (Asked.read(with).statement() + "\n;\n").repeat(5)
        + "\\timing off";
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    Timings timings = new Timings();
    int cancelled = 0;
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      timed(session, asked.statement(), new Timings());
      for (int run = 0; run < asked.runs() && cancelled < CANCELLED_ENOUGH; run++) {
        cancelled += timed(session, asked.statement(), timings) ? 0 : 1;
      }
    }
    List<Value> values = new ArrayList<>(timings.figures());
    values.addAll(timings.all());
    String note =
        cancelled == 0
            ? null
            : cancelled + " runs were cancelled after " + asked.timeout().toMillis() + " ms";
    return new Measurement(values, null, note, clock.instant());
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement last = Fold.last(samples);
    String notes =
        Fold.saw(samples)
            .flatMap(m -> Optional.ofNullable(m.note()).stream())
            .reduce((first, second) -> second)
            .orElse(null);
    return new Measurement(
        Timings.pooled(Fold.saw(samples).toList()).figures(), null, notes, last.at());
  }

  /** Runs it once; false when the server cut it off. */
  private static boolean timed(ReadOnly session, String statement, Timings timings)
      throws SQLException {
    long start = System.nanoTime();
    boolean finished = true;
    try {
      session.drain(statement);
    } catch (SQLException e) {
      if (!QUERY_CANCELED.equals(e.getSQLState())) {
        throw e;
      }
      finished = false;
    }
    timings.add(System.nanoTime() - start);
    session.rollback();
    return finished;
  }

  private record Asked(String statement, int runs, Duration timeout) {
    static Asked read(Node with) {
      String statement = with.required("statement").map(Select::one).orElse(null);
      Integer runs = with.optional("runs").map(n -> n.whole(1, 1000)).orElse(10);
      Asked asked = new Asked(statement, runs, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
