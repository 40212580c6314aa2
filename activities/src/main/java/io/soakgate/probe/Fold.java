package io.soakgate.probe;

import io.soakgate.plan.Rule;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** How the samples of one bucket become one measurement. */
public final class Fold {
  /** Counters of many things, as one text for the fold of their kind to read. */
  public static final String COUNTERS = "counters";

  private Fold() {}

  /** Whether a value is there for the fold alone; people and rules are not told of it. */
  public static boolean carries(Value value) {
    return value.name().equals(Timings.ALL) || value.name().equals(COUNTERS);
  }

  /** The samples that saw, in order. */
  public static Stream<Measurement> saw(List<Measurement> samples) {
    return samples.stream().filter(m -> m.blind() == null);
  }

  /**
   * The last sample that saw: right for a state (counts, catalogs, flags), which is at a bucket's
   * end what it is.
   */
  public static Measurement last(List<Measurement> samples) {
    return saw(samples).reduce((first, second) -> second).orElseThrow();
  }

  /** As a rule asks for it: value by value the highest or the lowest figure, or the last sample. */
  public static Measurement of(Rule.Of of, List<Measurement> samples) {
    Measurement last = last(samples);
    if (of == Rule.Of.LAST) {
      return last;
    }
    List<Value> values = last.values().stream().map(v -> furthest(of, v, samples)).toList();
    return new Measurement(values, null, last.note(), last.at());
  }

  /** Value by value the mean of what was seen: right for gauges (rule 15). */
  public static Measurement mean(List<Measurement> samples) {
    Measurement last = last(samples);
    List<Value> values = last.values().stream().map(v -> mean(v, samples)).toList();
    return new Measurement(values, null, last.note(), last.at());
  }

  private static Value mean(Value last, List<Measurement> samples) {
    List<BigDecimal> seen =
        saw(samples)
            .flatMap(m -> m.value(last.name()).stream())
            .map(Value::number)
            .filter(Objects::nonNull)
            .toList();
    return seen.isEmpty()
        ? last
        : Value.number(
            last.name(),
            seen.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(seen.size()), MathContext.DECIMAL64),
            last.unit());
  }

  private static Value furthest(Rule.Of of, Value last, List<Measurement> samples) {
    Comparator<Value> order = Comparator.comparing(Value::number);
    return saw(samples)
        .flatMap(m -> m.value(last.name()).stream())
        .filter(v -> v.number() != null)
        .max(of == Rule.Of.MAX ? order : order.reversed())
        .orElse(last);
  }
}
