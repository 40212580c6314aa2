package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/**
 * {@code refresh: {views: [app.summary], concurrently: true}}: how long materialized views take to
 * refresh, and how many fail (I-022, I-041, P-015, P-027, P-049). Rolled back, unless the plan lets
 * the probe write.
 *
 * <p>{@code CONCURRENTLY} needs a unique index over columns and all rows; it is looked for before,
 * and one that lacks it is a failure that says so (T-12, P-004).
 */
final class RefreshProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  // A plain refresh locks its view against readers, who queue behind it while it waits.
  private static final String PATIENCE = "SET LOCAL lock_timeout = '2s'";
  private static final String VIEW =
      """
      SELECT c.relispopulated, EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
          AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'm'
      """;

  private final Targets targets;
  private final Clock clock;

  RefreshProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "refresh";
  }

  @Override
  public boolean mayWrite() {
    return true;
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    Asked.read(with).views().forEach(v -> all.add(Gauge.figure(v.name(), Unit.MILLIS)));
    all.add(Gauge.figure("took", Unit.MILLIS));
    all.add(Gauge.figure("slowest", Unit.MILLIS));
    all.add(Gauge.figure("failures", Unit.NONE));
    all.add(Gauge.figure("views", Unit.NONE));
    return Optional.of(all);
  }

  @Override
  public String byHand(Node with, Function<String, byte[]> file) {
    Asked asked = Asked.read(with);
    return asked.views().stream()
        .map(v -> asked.sql(v) + ";\n")
        .collect(
            Collectors.joining(
                "", "\\timing on\nBEGIN;\n", asked.writes() ? "COMMIT;" : "ROLLBACK;"));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    List<Value> values = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Identifier.Table view : asked.views()) {
      try (Tryout session = Tryout.open(target, kind(), asked.timeout())) {
        String lacks = lacks(session, view, asked.concurrently());
        if (lacks == null) {
          values.add(refreshed(session, view, asked));
        } else {
          failures.add(view.dotted() + " " + lacks);
        }
      } catch (PSQLException e) {
        Tryout.rethrowLost(e);
        failures.add(view.dotted() + ": " + Tryout.words(e));
      }
    }
    values.addAll(figures(List.copyOf(values), failures.size()));
    values.add(Value.number("views", asked.views().size()));
    String note = failures.isEmpty() ? null : String.join("\n", failures);
    return new Measurement(values, null, note, clock.instant());
  }

  /** Why it cannot be refreshed so, or null. */
  private static String lacks(Tryout session, Identifier.Table view, boolean concurrently)
      throws SQLException {
    try (PreparedStatement query = session.connection().prepareStatement(VIEW)) {
      query.setString(1, view.schema());
      query.setString(2, view.name());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return "is no materialized view";
        }
        if (concurrently && !row.getBoolean(2)) {
          return "has no unique index over columns and all rows, which CONCURRENTLY needs";
        }
        return concurrently && !row.getBoolean(1)
            ? "was never filled, and CONCURRENTLY refreshes only what is"
            : null;
      }
    }
  }

  private static Value refreshed(Tryout session, Identifier.Table view, Asked asked)
      throws SQLException {
    session.execute(PATIENCE);
    long start = System.nanoTime();
    session.execute(asked.sql(view));
    BigDecimal took =
        BigDecimal.valueOf(System.nanoTime() - start, 6).setScale(3, RoundingMode.HALF_UP);
    if (asked.writes()) {
      session.keep();
    }
    return Value.number(view.name(), took, Unit.MILLIS);
  }

  private static List<Value> figures(List<Value> each, int failures) {
    BigDecimal all = each.stream().map(Value::number).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal most = each.stream().map(Value::number).reduce(BigDecimal.ZERO, BigDecimal::max);
    return List.of(
        Value.number("took", all, Unit.MILLIS),
        Value.number("slowest", most, Unit.MILLIS),
        Value.number("failures", failures));
  }

  private record Asked(
      List<Identifier.Table> views, boolean concurrently, boolean writes, Duration timeout) {
    static Asked read(Node with) {
      List<Identifier.Table> views =
          with.required("views").map(Identifier::tables).orElse(List.of());
      Asked asked =
          new Asked(
              views,
              Boolean.TRUE.equals(with.optional("concurrently").map(Node::flag).orElse(false)),
              Writes.read(with),
              Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }

    String sql(Identifier.Table view) {
      return "REFRESH MATERIALIZED VIEW " + (concurrently ? "CONCURRENTLY " : "") + view.quoted();
    }
  }
}
