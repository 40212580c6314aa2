package io.soakgate.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * {@code explain: {query: SELECT …}}: runs a query once under EXPLAIN ANALYZE and says how the
 * server went about it: {@code uses-index}, {@code seq-scan}, {@code seq-scan-on-<table>} for each
 * table in the plan, {@code time} (execution alone, in milliseconds) and {@code cost} (the
 * planner's own unit). The note holds the plan.
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
    return Select.written(with, "query");
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, FORMAT JSON) " + asked.query())) {
      row.next();
      QueryPlan plan = QueryPlan.of(JSON.readTree(row.getString(1)).get(0));
      return new Measurement(plan.values(), null, plan.words(), clock.instant());
    }
  }

  private record Asked(String query, Duration timeout) {
    static Asked read(Node with) {
      String query = with.required("query").map(Select::one).orElse(null);
      Asked asked = new Asked(query, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
