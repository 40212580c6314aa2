package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Quoted;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code sample: {query: SELECT …, key: id, rows: 5, show: [name, dishes]}}: some random rows for a
 * person to look at (M-043). Which ones is decided by a seed, which is recorded, so that anybody
 * can draw the same sample again; without one of its own it comes from the deployment's name.
 *
 * <p>Only the columns of {@code show} leave the database, each cut to 60 characters, and only as
 * the note; values are counts: {@code shown}, {@code nulls} among what is shown, {@code lowest-…}
 * of each figure, and {@code seed}.
 */
final class SampleProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SEEDS = 1_000_000;

  private final Targets targets;
  private final Clock clock;

  SampleProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "sample";
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
            Gauge.figure("shown", Unit.NONE),
            Gauge.figure("nulls", Unit.NONE),
            Gauge.figure("lowest-*", Unit.NONE),
            Gauge.figure("seed", Unit.NONE)));
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.written(with, "query");
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    int seed = asked.seed() == null ? seed(request) : asked.seed();
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        PreparedStatement statement = session.connection().prepareStatement(asked.sql())) {
      statement.setString(1, seed + " ");
      statement.setInt(2, asked.rows());
      try (ResultSet rows = statement.executeQuery()) {
        Drawn drawn = Drawn.of(rows);
        List<Value> values = drawn.values();
        values.add(Value.number("seed", BigDecimal.valueOf(seed), Unit.NONE));
        return new Measurement(values, null, drawn.words(), clock.instant());
      }
    }
  }

  private static int seed(ProbeRequest request) {
    String whose = request.scope().deployment() + " " + request.scope().environment();
    return Math.floorMod(whose.hashCode(), SEEDS);
  }

  private record Asked(
      String query, String key, int rows, List<String> show, Integer seed, Duration timeout) {
    static Asked read(Node with) {
      String query = with.required("query").map(Select::one).orElse(null);
      String key = with.required("key").map(Identifier::name).orElse(null);
      Integer rows = with.required("rows").map(n -> n.whole(1, 50)).orElse(null);
      List<String> show =
          with.required("show").map(Node::items).orElse(List.of()).stream()
              .map(Identifier::name)
              .toList();
      Integer seed = with.optional("seed").map(n -> n.whole(0, SEEDS)).orElse(null);
      Duration timeout = Timeout.read(with, TIMEOUT);
      with.done();
      return new Asked(query, key, rows == null ? 1 : rows, show, seed, timeout);
    }

    String sql() {
      String columns = show.stream().map(Quoted::identifier).collect(Collectors.joining(", "));
      String one = query.strip().replaceAll(";+\\z", "");
      return "SELECT %s FROM (%s\n) AS drawn ORDER BY md5(? || drawn.%s::text) LIMIT ?"
          .formatted(columns, one.replace("?", "??"), Quoted.identifier(key));
    }
  }
}
