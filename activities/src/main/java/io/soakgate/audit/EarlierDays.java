package io.soakgate.audit;

import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.plan.Values;
import io.soakgate.target.ScriptStore;
import io.soakgate.target.Store;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the same probe saw in the same hour of earlier days, in watches of earlier deployments
 * (M-111). Only what rules asked for that say so is remembered.
 */
record EarlierDays(Store store) {
  private static final String KEEP =
      """
      INSERT INTO seen (target, probe, at, deployment, value, figure, unit)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  /** Half an hour before and after this time of day. */
  private static final String SAME_HOUR =
      """
      SELECT value, unit, percentile_disc(0.5) WITHIN GROUP (ORDER BY figure),
             count(DISTINCT (at AT TIME ZONE 'UTC')::date)
      FROM seen
      WHERE target = ? AND probe = ? AND deployment <> ? AND at < ? - interval '12 hours'
        AND at > ? - make_interval(secs => ?)
        AND mod(extract(epoch FROM ? - at)::bigint + 1800, 86400) <= 3600
      GROUP BY value, unit ORDER BY value
      """;

  /**
   * The reading with what was seen earlier, for the rules that ask; and keeps what they saw. While
   * the store is silent nothing is known of earlier days.
   */
  BucketReading with(BucketRequest request, BucketReading reading) {
    Map<String, RuleProbe> asking = new LinkedHashMap<>();
    request.probes().stream()
        .filter(p -> p.sameHour() != null)
        .forEach(p -> asking.put(p.rule(), p));
    if (asking.isEmpty()) {
      return reading;
    }
    List<RuleReading> all = new ArrayList<>();
    try (Connection connection = store.connect()) {
      for (RuleReading one : reading.readings()) {
        RuleProbe probe = asking.get(one.rule());
        all.add(probe == null ? one : with(connection, request, probe, one));
      }
    } catch (SQLException silent) {
      return reading;
    }
    return new BucketReading(reading.bucket(), reading.samples(), all, reading.unkept());
  }

  private static RuleReading with(
      Connection connection, BucketRequest request, RuleProbe probe, RuleReading one)
      throws SQLException {
    String digest = digest(request, probe.spec());
    Measurement earlier = earlier(connection, request, probe, digest);
    keep(connection, request, digest, one.measurement());
    return new RuleReading(one.rule(), one.measurement(), one.totals(), earlier);
  }

  /** The same probe in the same words, whatever the rule is called and wherever it stands. */
  private static String digest(BucketRequest request, Spec spec) {
    String whole = spec.kind() + " " + Values.fill(spec.with(), request.scope().values());
    return ScriptStore.digest(whole.getBytes(StandardCharsets.UTF_8));
  }

  private static Measurement earlier(
      Connection connection, BucketRequest request, RuleProbe probe, String digest)
      throws SQLException {
    OffsetDateTime at = at(request);
    List<Value> values = new ArrayList<>();
    long days = 0;
    try (PreparedStatement select = connection.prepareStatement(SAME_HOUR)) {
      select.setString(1, request.scope().target());
      select.setString(2, digest);
      select.setString(3, request.scope().deployment());
      select.setObject(4, at);
      select.setObject(5, at);
      select.setLong(6, probe.sameHour().plusHours(1).toSeconds());
      select.setObject(7, at);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          BigDecimal figure = row.getBigDecimal(3).round(MathContext.DECIMAL64);
          values.add(Value.number(row.getString(1), figure, Unit.valueOf(row.getString(2))));
          days = Math.max(days, row.getLong(4));
        }
      }
    }
    String note = "the same hour of " + days + (days == 1 ? " earlier day" : " earlier days");
    return values.isEmpty() ? null : new Measurement(values, null, note, request.to());
  }

  private static OffsetDateTime at(BucketRequest request) {
    return request.to().atOffset(ZoneOffset.UTC);
  }

  private static void keep(
      Connection connection, BucketRequest request, String digest, Measurement seen)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
      for (Value value : seen.values()) {
        if (value.number() != null) {
          insert.setString(1, request.scope().target());
          insert.setString(2, digest);
          insert.setObject(3, at(request));
          insert.setString(4, request.scope().deployment());
          insert.setString(5, value.name());
          insert.setBigDecimal(6, value.number());
          insert.setString(7, value.unit().name());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
