package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Need;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code rls-overhead: {as: role, claims: {…}, query: SELECT …, runs: 50}}: how much longer a query
 * takes for somebody whom row level security binds than for a login that it does not.
 *
 * <p>Both run the query in pairs, the first of a pair changing each time, so that whatever slows
 * the machine slows both. {@code added} is the median of the pairs' differences, and {@code
 * overhead} that against the median without. It says something only when both saw the same number
 * of rows, the login is free and the persona is bound; otherwise it is blind.
 *
 * <p>{@code floor} is what row level security may cost at any rate: planning it takes a fixed time,
 * and of a query that takes less than a millisecond any share is large (see ADR 0003).
 */
final class RlsOverheadProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int WARM_UP = 3;

  private final Targets targets;
  private final Clock clock;

  RlsOverheadProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "rls-overhead";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.written(with, "query");
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("overhead", Unit.PERCENT),
            Gauge.figure("added", Unit.MILLIS),
            Gauge.figure("p50", Unit.MILLIS),
            Gauge.figure("p90", Unit.MILLIS),
            Gauge.figure("p95", Unit.MILLIS),
            Gauge.figure("p99", Unit.MILLIS),
            Gauge.figure("slowest", Unit.MILLIS),
            Gauge.figure("p50-without", Unit.MILLIS),
            Gauge.figure("p90-without", Unit.MILLIS),
            Gauge.figure("p95-without", Unit.MILLIS),
            Gauge.figure("p99-without", Unit.MILLIS),
            Gauge.figure("rows", Unit.NONE)));
  }

  @Override
  public List<Need> needs(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    return asked.persona().needs(true);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    try (ReadOnly free = ReadOnly.open(target, kind(), asked.timeout());
        ReadOnly bound = ReadOnly.open(target, kind(), asked.timeout())) {
      Persona.Bound login = Persona.bound(free.connection());
      asked.persona().enter(bound.connection());
      Persona.Bound persona = Persona.bound(bound.connection());
      String blind = unfit(asked, login, persona);
      return blind == null ? paired(free, bound, asked) : Measurement.blind(clock.instant(), blind);
    }
  }

  private static String unfit(Asked asked, Persona.Bound login, Persona.Bound persona) {
    if (persona.tables() == 0) {
      return "no table has row level security, so it costs nothing yet";
    }
    if (login.why() == null) {
      return "row level security binds the login too, so there is nothing to compare with; let the"
          + " owner of the tables look";
    }
    return persona.why() == null
        ? null
        : "row level security does not bind %s, which %s"
            .formatted(asked.persona().role(), persona.why());
  }

  private Measurement paired(ReadOnly free, ReadOnly bound, Asked asked) throws SQLException {
    long all = free.drain(asked.query());
    long some = bound.drain(asked.query());
    if (all != some) {
      return Measurement.blind(
          clock.instant(),
          "the login saw %d rows and %s %d: only the time for the same rows can be compared"
              .formatted(all, asked.persona().role(), some));
    }
    for (int i = 1; i < WARM_UP; i++) {
      free.drain(asked.query());
      bound.drain(asked.query());
    }
    Timings without = new Timings();
    Timings with = new Timings();
    List<Long> added = new ArrayList<>();
    for (int pair = 0; pair < asked.runs(); pair++) {
      boolean freeFirst = pair % 2 == 0;
      long one = time(freeFirst ? free : bound, asked.query());
      long other = time(freeFirst ? bound : free, asked.query());
      without.add(freeFirst ? one : other);
      with.add(freeFirst ? other : one);
      added.add(freeFirst ? other - one : one - other);
    }
    return Measurement.saw(clock.instant(), values(added, with, without, asked, some));
  }

  private static long time(ReadOnly session, String query) throws SQLException {
    long start = System.nanoTime();
    session.drain(query);
    return Math.max(1, System.nanoTime() - start);
  }

  private static List<Value> values(
      List<Long> added, Timings with, Timings without, Asked asked, long rows) {
    BigDecimal median =
        BigDecimal.valueOf(added.stream().sorted().toList().get((added.size() - 1) / 2), 6);
    BigDecimal usual = without.figures().get(0).number().max(new BigDecimal("0.001"));
    BigDecimal floor = BigDecimal.valueOf(asked.floor().toMillis());
    BigDecimal counted = floor.signum() == 0 ? median : median.subtract(floor).max(BigDecimal.ZERO);
    List<Value> values = new ArrayList<>();
    values.add(
        Value.number(
            "overhead",
            counted.movePointRight(2).divide(usual, 1, RoundingMode.HALF_UP),
            Unit.PERCENT));
    values.add(Value.number("added", median.setScale(3, RoundingMode.HALF_UP), Unit.MILLIS));
    with.figures().stream().filter(v -> !v.name().equals("mean")).forEach(values::add);
    without.figures().stream()
        .filter(v -> v.name().startsWith("p"))
        .map(v -> Value.number(v.name() + "-without", v.number(), v.unit()))
        .forEach(values::add);
    values.add(Value.number("rows", rows));
    return values;
  }

  private record Asked(Persona persona, String query, int runs, Duration floor, Duration timeout) {
    static Asked read(Node with) {
      Persona persona = Persona.read(with);
      String query = with.required("query").map(Select::one).orElse(null);
      Integer runs = with.optional("runs").map(n -> n.whole(1, 1000)).orElse(50);
      Duration floor = with.optional("floor").map(Node::duration).orElse(Duration.ZERO);
      Asked asked = new Asked(persona, query, runs, floor, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
