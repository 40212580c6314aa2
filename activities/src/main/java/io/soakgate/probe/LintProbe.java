package io.soakgate.probe;

import io.soakgate.deployment.Finding;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.lint.Rules;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code lint: {}}: how many statements of the changes the lint found something in, by danger, so
 * that a plan can claim to be additive and be held to it (S-002, S-065). Undos and rollbacks take
 * away by nature and are left out.
 */
final class LintProbe implements Probe {
  private final Clock clock;

  LintProbe(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "lint";
  }

  @Override
  public boolean asksWalk() {
    return true;
  }

  @Override
  public List<String> check(Node with) {
    change(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        Stream.concat(Stream.of("findings", "accepted"), Rules.dangers().stream())
            .map(name -> Gauge.figure(name, Unit.NONE))
            .toList());
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) {
    String change = change(with);
    if (request.known().findings() == null) {
      return Measurement.blind(clock.instant(), "nobody handed over what the lint found");
    }
    List<Finding> found =
        request.known().findings().stream()
            .filter(f -> f.purpose().equals("apply"))
            .filter(f -> change == null || f.change().equals(change))
            .toList();
    List<Value> values = new ArrayList<>();
    values.add(count("findings", found.stream()));
    values.add(count("accepted", found.stream().filter(f -> f.accepted() != null)));
    for (String danger : Rules.dangers()) {
      values.add(count(danger, found.stream().filter(f -> f.danger().equals(danger))));
    }
    String note =
        found.isEmpty()
            ? null
            : found.stream().map(Finding::words).collect(Collectors.joining("\n"));
    return new Measurement(values, null, note, clock.instant());
  }

  private static Value count(String name, Stream<Finding> found) {
    return Value.number(name, found.mapToLong(Finding::statements).sum());
  }

  private static String change(Node with) {
    String change = with.optional("change").map(Node::text).orElse(null);
    with.done();
    return change;
  }
}
