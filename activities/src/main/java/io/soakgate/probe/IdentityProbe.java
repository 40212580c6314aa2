package io.soakgate.probe;

import io.soakgate.deployment.Known.Other;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.AbilityReader;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code identity: {unlike: [staging], marker: SELECT name FROM …}}: which database this is (I-001,
 * I-002, T-40). {@code distinct} says whether it is another one than those of the named
 * environments, by what the server says of itself and not by its address; {@code marker} is a word
 * that the database holds about itself.
 */
final class IdentityProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String DATABASE =
      "SELECT datname::text AS database, oid::text AS oid,"
          + " (NOT pg_is_in_recovery())::text AS primary FROM pg_database"
          + " WHERE datname = current_database()";
  private static final String SYSTEM =
      "SELECT system_identifier::text AS system FROM pg_control_system()";

  private final Targets targets;
  private final Clock clock;

  IdentityProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "identity";
  }

  @Override
  public boolean asksWalk() {
    return true;
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    return Select.written(with, "marker");
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Asked asked = Asked.read(with);
    List<Gauge> all = new ArrayList<>();
    List.of("database", "oid", "primary", "system").forEach(n -> all.add(Gauge.word(n)));
    if (!asked.unlike().isEmpty()) {
      all.add(Gauge.word("distinct"));
    }
    if (asked.marker() != null) {
      all.add(Gauge.word("marker"));
    }
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    List<Value> values = new ArrayList<>();
    try (ReadOnly session =
        ReadOnly.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      Connection connection = session.connection();
      Row.one(connection, DATABASE, "").columns().forEach(c -> values.add(c.value()));
      values.add(Value.text("system", system(connection)));
      if (asked.marker() != null) {
        String marker = Row.one(connection, asked.marker(), "").columns().get(0).text();
        values.add(Value.text("marker", String.valueOf(marker)));
      }
      return asked.unlike().isEmpty()
          ? Measurement.saw(clock.instant(), values)
          : compared(asked, request, AbilityReader.identity(connection), values);
    }
  }

  /** Only some logins may ask for it. */
  private static String system(Connection connection) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      return Row.one(connection, SYSTEM, "").columns().get(0).text();
    } catch (SQLException e) {
      Tryout.rethrowLost(e);
      connection.rollback(before);
      return "unknown";
    }
  }

  private Measurement compared(Asked asked, ProbeRequest request, String own, List<Value> values) {
    List<Other> others = Optional.ofNullable(request.known().others()).orElse(List.of());
    List<String> same = new ArrayList<>();
    for (String name : asked.unlike()) {
      String there = identity(others, name);
      if (there == null) {
        return Measurement.blind(
            clock.instant(), "nobody knows which database environment " + name + " is");
      }
      if (there.equals(own)) {
        same.add(name);
      }
    }
    if (!own.equals(identity(others, request.scope().environment()))) {
      return Measurement.blind(
          clock.instant(),
          "the server was started again since this deployment was admitted, which is what tells its"
              + " databases from others; look at `system` and `oid`, without `unlike`");
    }
    values.add(Value.text("distinct", String.valueOf(same.isEmpty())));
    String note = same.isEmpty() ? null : "it is the database of " + String.join(", ", same);
    return new Measurement(values, null, note, clock.instant());
  }

  private static String identity(List<Other> others, String environment) {
    return others.stream()
        .filter(o -> o.environment().equals(environment))
        .map(Other::identity)
        .findFirst()
        .orElse(null);
  }

  private record Asked(List<String> unlike, String marker, Duration timeout) {
    static Asked read(Node with) {
      Asked asked =
          new Asked(
              with.optional("unlike").map(Node::texts).orElse(List.of()),
              with.optional("marker").map(Select::one).orElse(null),
              Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
