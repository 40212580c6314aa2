package io.soakgate.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code explain: {query: SELECT …}}: runs a query once under EXPLAIN ANALYZE and says how the
 * server went about it: {@code uses-index}, {@code seq-scan}, {@code seq-scan-on-<table>} for each
 * table in the plan, {@code time} (execution alone, in milliseconds) and {@code cost} (the
 * planner's own unit). The note holds the plan.
 *
 * <p>{@code explain: {queries: {name: SELECT …}}} does so for several (M-053): {@code queries},
 * {@code without-index} (how many use none), {@code slowest} (milliseconds), and per query {@code
 * <name>-uses-index}. The note names those without an index and holds their plans.
 */
final class ExplainProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Targets targets;
  private final Clock clock;

  ExplainProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "explain";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.written(with, "query", "queries");
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Asked asked = Asked.read(with);
    if (asked.queries().isEmpty()) {
      return Optional.of(QueryPlan.GAUGES);
    }
    List<Gauge> all = new ArrayList<>();
    all.add(Gauge.figure("queries", Unit.NONE));
    all.add(Gauge.figure("without-index", Unit.NONE));
    all.add(Gauge.figure("slowest", Unit.MILLIS));
    asked.queries().forEach(q -> all.add(Gauge.word(q.name() + "-uses-index")));
    return Optional.of(all);
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    return "EXPLAIN (ANALYZE) " + Asked.read(with).query() + "\n;";
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      if (asked.query() != null) {
        QueryPlan plan = plan(session, asked.query());
        return new Measurement(plan.values(), null, plan.words(), clock.instant());
      }
      List<Value> values = new ArrayList<>();
      List<String> notes = new ArrayList<>();
      BigDecimal slowest = BigDecimal.ZERO;
      for (Named query : asked.queries()) {
        QueryPlan plan = plan(session, query.sql());
        values.add(Value.text(query.name() + "-uses-index", String.valueOf(plan.usesIndex())));
        slowest = slowest.max(plan.millis());
        if (!plan.usesIndex()) {
          notes.add(query.name() + " uses no index:\n" + plan.words());
        }
      }
      values.add(0, Value.number("queries", asked.queries().size()));
      values.add(1, Value.number("without-index", notes.size()));
      values.add(2, Value.number("slowest", slowest, Unit.MILLIS));
      String note = notes.isEmpty() ? null : String.join("\n", notes);
      return new Measurement(values, null, note, clock.instant());
    }
  }

  private static QueryPlan plan(ReadOnly session, String query) throws SQLException, IOException {
    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, FORMAT JSON) " + query)) {
      row.next();
      return QueryPlan.of(JSON.readTree(row.getString(1)).get(0));
    }
  }

  private record Asked(String query, List<Named> queries, Duration timeout) {
    static Asked read(Node with) {
      String query = with.optional("query").map(Select::one).orElse(null);
      List<Named> queries = Named.selects(with, "queries");
      if (with.isMapping() && with.has("query") == with.has("queries")) {
        with.refuse(
            with.has("query") ? "`query` and `queries` together" : "no query",
            "one query says more about itself, several are counted",
            "keep one of `query: SELECT …` and `queries: {name: SELECT …}`");
      }
      Asked asked = new Asked(query, queries, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
