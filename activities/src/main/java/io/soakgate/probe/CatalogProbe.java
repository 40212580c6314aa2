package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Quoted;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code catalog: {schema: name}} or {@code catalog: {tables: [name.table]}}: how many objects of
 * each sort a schema holds, or belong to some tables. Functions belong to no table, so they are
 * counted in a schema only.
 *
 * <p>With {@code index-names: idx_%} also {@code strange-names}: indexes named otherwise, those of
 * constraints left out (M-022).
 */
final class CatalogProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final String TABLES = "count(*) FROM tab WHERE relkind IN ('r', 'p')";
  private static final String CONSTRAINTS =
      "count(*) FROM pg_constraint k JOIN tab ON tab.oid = k.conrelid WHERE ";
  private static final String TRIGGERS =
      "count(*) FROM pg_trigger t JOIN tab ON tab.oid = t.tgrelid WHERE NOT t.tgisinternal";
  private static final String MATERIALIZED = "count(*) FROM tab WHERE relkind = 'm'";

  /** A value, and what it is counted from. */
  private record Count(String name, String from) {}

  private static final Count FUNCTIONS =
      new Count("functions", "count(*) FROM pg_proc JOIN wanted ON wanted.oid = pronamespace");

  private static final List<Count> COUNTS =
      List.of(
          new Count("valid-indexes", "count(*) FROM idx WHERE valid"),
          new Count("invalid-indexes", "count(*) FROM idx WHERE NOT valid"),
          new Count("duplicate-indexes", "count(*) FROM idx WHERE copy > 1"),
          new Count("policies", "count(*) FROM pg_policy p JOIN tab ON tab.oid = p.polrelid"),
          new Count("tables", TABLES),
          new Count("tables-with-rls", TABLES + " AND relrowsecurity"),
          new Count("tables-without-policy", TABLES + " AND NOT has_policy"),
          // From PostgreSQL 18 on, NOT NULL is a constraint in the catalog, too.
          new Count("constraints", CONSTRAINTS + "k.contype <> 'n'"),
          new Count("check-constraints", CONSTRAINTS + "k.contype = 'c'"),
          new Count("unique-constraints", CONSTRAINTS + "k.contype = 'u'"),
          new Count("not-validated", CONSTRAINTS + "NOT k.convalidated"),
          new Count("foreign-keys", "count(*) FROM keys"),
          new Count("foreign-keys-without-index", "count(*) FROM keys WHERE NOT indexed"),
          new Count("views", "count(*) FROM tab WHERE relkind IN ('v', 'm')"),
          new Count("materialized-views", MATERIALIZED),
          new Count("unpopulated-views", MATERIALIZED + " AND NOT relispopulated"),
          new Count(
              "views-without-unique-index",
              MATERIALIZED
                  + " AND NOT EXISTS (SELECT FROM idx WHERE indrelid = tab.oid AND indisunique"
                  + " AND valid AND indimmediate AND indpred IS NULL AND indexprs IS NULL)"),
          new Count("triggers", TRIGGERS),
          new Count("disabled-triggers", TRIGGERS + " AND t.tgenabled = 'D'"),
          new Count(
              "columns",
              "count(*) FROM pg_attribute a JOIN tab ON tab.oid = a.attrelid"
                  + " WHERE tab.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"));

  private final Targets targets;
  private final Clock clock;

  CatalogProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "catalog";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        Asked.read(with).counts().stream().map(c -> Gauge.figure(c.name(), Unit.NONE)).toList());
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    return asked.relations().written(asked.sql()) + ";";
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      String missing = asked.relations().missing(session);
      return missing == null
          ? Measurement.saw(clock.instant(), counted(session, asked))
          : Measurement.blind(clock.instant(), missing);
    }
  }

  private static List<Value> counted(ReadOnly session, Asked asked) throws SQLException {
    try (PreparedStatement query = session.connection().prepareStatement(asked.sql())) {
      asked.relations().bind(query);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        List<Value> values = new ArrayList<>();
        for (Count count : asked.counts()) {
          values.add(Value.number(count.name(), row.getLong(count.name())));
        }
        return values;
      }
    }
  }

  private record Asked(Relations relations, String indexNames, Duration timeout) {
    static Asked read(Node with) {
      Relations relations = Relations.read(with);
      String names = with.optional("index-names").map(Node::text).orElse(null);
      Asked asked = new Asked(relations, names, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }

    List<Count> counts() {
      List<Count> all = new ArrayList<>(COUNTS);
      if (!relations.some()) {
        all.add(FUNCTIONS);
      }
      if (indexNames != null) {
        all.add(
            new Count(
                "strange-names",
                "count(*) FROM idx JOIN pg_class named ON named.oid = idx.indexrelid"
                    + " WHERE named.relname NOT LIKE "
                    + Quoted.literal(indexNames)
                    + " AND NOT EXISTS (SELECT FROM pg_constraint k"
                    + " WHERE k.conindid = idx.indexrelid)"));
      }
      return all;
    }

    String sql() {
      return counts().stream()
          .map(c -> "(SELECT " + c.from() + ") AS \"" + c.name() + '"')
          .collect(Collectors.joining(",\n  ", Relations.WITH + "SELECT\n  ", ""));
    }
  }
}
