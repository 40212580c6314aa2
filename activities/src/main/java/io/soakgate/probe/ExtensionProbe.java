package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code extension: {name: pg_stat_statements}}: whether an extension is there and works.
 * {@code CREATE EXTENSION} succeeds without the library that it needs loaded at the server's start,
 * and its views fail then (T-30): {@code answers} is what selecting from them came to.
 */
final class ExtensionProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String VERSION = "SELECT extversion FROM pg_extension WHERE extname = ?";
  private static final String VIEWS =
      """
      SELECT format('%I.%I', n.nspname, c.relname)
      FROM pg_depend d
      JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
      JOIN pg_class c ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE e.extname = ? AND d.deptype = 'e' AND c.relkind = 'v' ORDER BY 1
      """;

  // The setting is shown to those alone who may read all settings.
  private static final String PRELOADED =
      """
      SELECT ? = ANY (regexp_split_to_array(setting, '\\s*,\\s*'))
      FROM pg_settings WHERE name = 'shared_preload_libraries'
      """;

  private final Targets targets;
  private final Clock clock;

  ExtensionProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "extension";
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
            Gauge.word("installed"),
            Gauge.word("version"),
            Gauge.word("preloaded"),
            Gauge.word("answers")));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    String database = asked.database() == null ? target.database() : asked.database();
    try (ReadOnly session = ReadOnly.open(target, database, kind(), asked.timeout())) {
      Connection connection = session.connection();
      List<String> version = texts(connection, VERSION, asked.name());
      List<String> preloaded = texts(connection, PRELOADED, asked.name());
      String failed = version.isEmpty() ? "it is not installed" : failure(session, asked.name());
      List<Value> values =
          List.of(
              Value.text("installed", String.valueOf(!version.isEmpty())),
              Value.text("version", version.isEmpty() ? "none" : version.get(0)),
              Value.text("preloaded", preloaded(preloaded)),
              Value.text("answers", String.valueOf(failed == null)));
      return new Measurement(values, null, failed, clock.instant());
    }
  }

  private static String preloaded(List<String> told) {
    return told.isEmpty() ? "unknown" : String.valueOf(told.get(0).startsWith("t"));
  }

  /** Why its views cannot be selected from, or null. */
  private static String failure(ReadOnly session, String name) throws SQLException {
    for (String view : texts(session.connection(), VIEWS, name)) {
      try {
        session.drain("SELECT * FROM " + view + " LIMIT 1");
      } catch (SQLException e) {
        Tryout.rethrowLost(e);
        return view + ": " + Tryout.words(e);
      }
    }
    return null;
  }

  private static List<String> texts(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        List<String> all = new ArrayList<>();
        while (rows.next()) {
          all.add(rows.getString(1));
        }
        return all;
      }
    }
  }

  private record Asked(String name, String database, Duration timeout) {
    static Asked read(Node with) {
      Asked asked =
          new Asked(
              with.required("name").map(Identifier::name).orElse(null),
              with.optional("database").map(Identifier::name).orElse(null),
              Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
