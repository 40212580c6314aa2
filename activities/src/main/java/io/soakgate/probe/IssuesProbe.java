package io.soakgate.probe;

import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code issues: {from: staging, within: 24h}}: how many issues people and rules logged in an
 * environment, all together, those nobody resolved, and by severity (M-060, M-066, M-134).
 */
final class IssuesProbe implements Probe {
  private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

  private final Clock clock;

  IssuesProbe(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "issues";
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
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    List.of("issues", "open").forEach(n -> all.add(Gauge.figure(n, Unit.NONE)));
    SEVERITIES.forEach(n -> all.add(Gauge.figure(n, Unit.NONE)));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) {
    Asked asked = Asked.read(with);
    if (request.known().issues() == null) {
      return Measurement.blind(clock.instant(), "nobody handed the log of issues over");
    }
    String from = asked.from() == null ? request.scope().environment() : asked.from();
    Instant since =
        asked.within() == null ? Instant.MIN : request.scope().now().minus(asked.within());
    List<Issue> issues =
        request.known().issues().stream()
            .filter(i -> from.equals(i.environment()) && !i.at().isBefore(since))
            .toList();
    List<Value> values = new ArrayList<>();
    values.add(Value.number("issues", issues.size()));
    values.add(Value.number("open", issues.stream().filter(i -> i.resolution() == null).count()));
    for (String severity : SEVERITIES) {
      long count = issues.stream().filter(i -> severity.equals(i.severity())).count();
      values.add(Value.number(severity, count));
    }
    return new Measurement(values, null, note(issues), clock.instant());
  }

  private static String note(List<Issue> issues) {
    return issues.isEmpty()
        ? null
        : issues.stream()
            .map(i -> "issue " + i.number() + ": " + i.words())
            .collect(Collectors.joining("\n"));
  }

  private record Asked(String from, Duration within) {
    static Asked read(Node with) {
      Asked asked =
          new Asked(
              with.optional("from").map(Node::text).orElse(null),
              with.optional("within").map(Node::positiveDuration).orElse(null));
      with.done();
      return asked;
    }
  }
}
