package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.plan.Unit;
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
import java.util.regex.Matcher;

/**
 * {@code catalog: {schema: name}}: how many objects of each sort a schema holds.
 *
 * <p>With {@code index-names: idx_%} also {@code strange-names}: indexes named otherwise, those of
 * constraints left out (M-022).
 *
 * <p>Indexes are counted in {@code pg_index}: the view {@code pg_indexes} lists an index whose
 * build broke like a good one (T-03).
 */
final class CatalogProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  // Two indexes are duplicates when they hold the same columns in the same way for the same rows;
  // every one but the first counts (M-021).
  private static final String COUNTS =
      """
      WITH wanted AS (SELECT oid FROM pg_namespace WHERE nspname = ?),
      tab AS (
        SELECT c.oid, c.relkind, c.relrowsecurity,
               EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) AS has_policy
        FROM pg_class c WHERE c.relnamespace = (SELECT oid FROM wanted)),
      idx AS (
        SELECT i.indisvalid AND i.indisready AND i.indislive AS valid,
               row_number() OVER (
                 PARTITION BY i.indrelid, i.indkey::text, i.indnkeyatts, i.indclass::text,
                              i.indcollation::text, i.indoption::text,
                              pg_get_expr(i.indexprs, i.indrelid),
                              pg_get_expr(i.indpred, i.indrelid)) AS copy
        FROM pg_index i JOIN tab ON tab.oid = i.indrelid)
      SELECT
        (SELECT count(*) FROM idx WHERE valid) AS "valid-indexes",
        (SELECT count(*) FROM idx WHERE NOT valid) AS "invalid-indexes",
        (SELECT count(*) FROM idx WHERE copy > 1) AS "duplicate-indexes",
        (SELECT count(*) FROM pg_policy p JOIN tab ON tab.oid = p.polrelid) AS policies,
        (SELECT count(*) FROM tab WHERE relkind IN ('r', 'p')) AS tables,
        (SELECT count(*) FROM tab WHERE relkind IN ('r', 'p') AND relrowsecurity)
          AS "tables-with-rls",
        (SELECT count(*) FROM tab WHERE relkind IN ('r', 'p') AND NOT has_policy)
          AS "tables-without-policy",
        (SELECT count(*) FROM pg_proc WHERE pronamespace = (SELECT oid FROM wanted)) AS functions,
        (SELECT count(*) FROM pg_constraint WHERE connamespace = (SELECT oid FROM wanted))
          AS constraints,
        (SELECT count(*) FROM tab WHERE relkind IN ('v', 'm')) AS views,
        (SELECT count(*) FROM pg_trigger t JOIN tab ON tab.oid = t.tgrelid
          WHERE NOT t.tgisinternal) AS triggers,
        (SELECT count(*) FROM pg_index i
           JOIN tab ON tab.oid = i.indrelid JOIN pg_class named ON named.oid = i.indexrelid
          WHERE named.relname NOT LIKE ?
            AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid))
          AS "strange-names"
      FROM wanted
      """;

  private static final List<String> COUNTED =
      List.of(
          "valid-indexes",
          "invalid-indexes",
          "duplicate-indexes",
          "policies",
          "tables",
          "tables-with-rls",
          "tables-without-policy",
          "functions",
          "constraints",
          "views",
          "triggers");

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
    List<Gauge> all = new ArrayList<>();
    COUNTED.forEach(name -> all.add(Gauge.figure(name, Unit.NONE)));
    if (Asked.read(with).indexNames() != null) {
      all.add(Gauge.figure("strange-names", Unit.NONE));
    }
    return Optional.of(all);
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    String names = asked.indexNames() == null ? "%" : asked.indexNames();
    return COUNTS
            .replaceFirst("\\?", Matcher.quoteReplacement(Quoted.literal(asked.schema())))
            .replaceFirst("\\?", Matcher.quoteReplacement(Quoted.literal(names)))
        + ";";
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    try (ReadOnly session =
            ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout());
        PreparedStatement statement = session.connection().prepareStatement(COUNTS)) {
      statement.setString(1, asked.schema());
      statement.setString(2, asked.indexNames() == null ? "%" : asked.indexNames());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Measurement.saw(clock.instant(), values(row, asked))
            : Measurement.blind(clock.instant(), "there is no schema " + asked.schema());
      }
    }
  }

  private static List<Value> values(ResultSet row, Asked asked) throws SQLException {
    List<Value> values = new ArrayList<>();
    int columns = row.getMetaData().getColumnCount() - (asked.indexNames() == null ? 1 : 0);
    for (int column = 1; column <= columns; column++) {
      values.add(Value.number(row.getMetaData().getColumnLabel(column), row.getLong(column)));
    }
    return values;
  }

  private record Asked(String schema, String indexNames, Duration timeout) {
    static Asked read(Node with) {
      String schema = with.required("schema").map(Identifier::name).orElse(null);
      String names = with.optional("index-names").map(Node::text).orElse(null);
      Asked asked = new Asked(schema, names, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
