package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Probe;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code drift: {since: last-look}} or {@code drift: {since: staging}}: in how much the catalog of
 * what the plan touches differs from what the walk saw or left there last, or from that environment
 * (M-017, A-007). Before the first change the two are compared as they began; later as the changes
 * left them, without what was different before.
 */
final class DriftProbe implements Probe {
  private static final String LAST_LOOK = "last-look";
  private static final int SHOWN = 20;

  private final Targets targets;
  private final Seeing seeing;
  private final Differences differences;
  private final Clock clock;

  DriftProbe(Targets targets, Seeing seeing, Differences differences, Clock clock) {
    this.targets = targets;
    this.seeing = seeing;
    this.differences = differences;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "drift";
  }

  @Override
  public boolean asksWalk() {
    return true;
  }

  @Override
  public List<String> check(Node with) {
    since(with);
    return List.of();
  }

  private static String since(Node with) {
    String since =
        with.required(
                "since",
                "`since` is missing",
                "drift is a difference from something",
                "write `since: last-look` or the name of an earlier environment")
            .map(Node::text)
            .orElse(null);
    with.done();
    return since;
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(List.of(Gauge.figure("differences", Unit.NONE), Gauge.word("changed")));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    String since = since(with);
    Elsewhere there = elsewhere(request, since);
    String last = request.known().catalog();
    boolean own = since.equals(LAST_LOOK);
    if (own ? last == null : there == null) {
      return Measurement.blind(
          clock.instant(),
          own
              ? "nobody knows what the catalog was: nothing has looked at it yet, or a step failed"
              : "the walk has seen no catalog of environment " + since + " to compare with");
    }
    Target target = targets.get(request.scope().target());
    try (Connection connection = Looking.at(target)) {
      Touched touched =
          seeing.touched(connection, request.scripts(), null, request.scope().values());
      Fingerprint now = seeing.catalog(connection, touched);
      return measured(own ? differences.since(now, last) : differences.from(now, there));
    }
  }

  private static Elsewhere elsewhere(ProbeRequest request, String since) {
    return Optional.ofNullable(request.known().elsewhere()).orElse(List.of()).stream()
        .filter(e -> e.environment().equals(since))
        .findFirst()
        .orElse(null);
  }

  private Measurement measured(List<String> lines) {
    List<Value> values =
        List.of(
            Value.number("differences", lines.size()),
            Value.text("changed", String.valueOf(!lines.isEmpty())));
    String more = lines.size() > SHOWN ? "\n… " + (lines.size() - SHOWN) + " more" : "";
    String note =
        lines.isEmpty() ? null : String.join("\n", lines.stream().limit(SHOWN).toList()) + more;
    return new Measurement(values, null, note, clock.instant());
  }
}
