package io.soakgate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.Known.Total;
import io.soakgate.deployment.Known.Watched;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code watched: probe.value}: what a watch saw through another probe, in all its samples together
 * . {@code share} is that of the samples which were due in which the value was seen and was
 * {@code true}, or a figure other than 0: what could not be seen was not good.
 */
final class WatchedProbe implements Probe {
  private static final String WHOLE = "";

  private final Clock clock;

  WatchedProbe(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Spec.WATCHED;
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
    return Optional.of(
        List.of(
            Gauge.figure("share", Unit.PERCENT),
            Gauge.figure("sum"),
            Gauge.figure("mean"),
            Gauge.figure("min"),
            Gauge.figure("max"),
            Gauge.figure("samples", Unit.NONE),
            Gauge.figure("unseen", Unit.NONE)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) {
    Asked asked = Asked.read(with);
    List<Watched> seen =
        Optional.ofNullable(request.known().watched()).orElse(List.of()).stream()
            .filter(w -> asked.watch() == null || w.watch().equals(asked.watch()))
            .filter(w -> w.probe().isWritten(asked.of()))
            .toList();
    Optional<Total> all = total(seen, WHOLE);
    if (all.isEmpty() || all.get().due() == 0) {
      return Measurement.blind(
          clock.instant(), "no watch of this environment has sampled " + asked.value() + " yet");
    }
    String value = asked.value().substring(asked.value().indexOf('.') + 1);
    Total whole = all.get();
    Total one =
        total(seen, value)
            .orElse(new Total(value, 0, 0, 0, BigDecimal.ZERO, null, null, Unit.NONE));
    return Measurement.saw(clock.instant(), values(whole, one));
  }

  private static Optional<Total> total(List<Watched> seen, String value) {
    return seen.stream()
        .flatMap(w -> w.totals().stream())
        .filter(t -> t.value().equals(value))
        .reduce(Total::plus);
  }

  private static List<Value> values(Total whole, Total one) {
    List<Value> values = new ArrayList<>();
    // Rounded down: 99.96 % of a limit of 99.9 % is one thing, of 100 % another.
    BigDecimal share =
        BigDecimal.valueOf(one.yes() * 100)
            .divide(BigDecimal.valueOf(whole.due()), 4, RoundingMode.DOWN);
    values.add(Value.number("share", share, Unit.PERCENT));
    if (one.least() != null) {
      BigDecimal mean = one.sum().divide(BigDecimal.valueOf(one.saw()), 6, RoundingMode.HALF_UP);
      values.add(Value.number("sum", one.sum(), one.unit()));
      values.add(Value.number("mean", mean, one.unit()));
      values.add(Value.number("min", one.least(), one.unit()));
      values.add(Value.number("max", one.most(), one.unit()));
    }
    values.add(Value.number("samples", whole.due()));
    values.add(Value.number("unseen", whole.due() - one.saw()));
    return values;
  }

  /**
   * What is asked for.
   *
   * @param of the probe, as the reader of plans writes it out
   */
  private record Asked(String value, String watch, JsonNode of) {
    static Asked read(Node with) {
      String value = with.required("value").map(Node::text).orElse(null);
      String watch = with.optional("watch").map(Node::text).orElse(null);
      JsonNode of = with.optional(Spec.WATCHED_PROBE).map(Node::json).orElse(null);
      with.done();
      return new Asked(value, watch, of);
    }
  }
}
