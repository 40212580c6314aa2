package io.soakgate.probe;

import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long each of several runs took, and what that comes to.
 *
 * <p>A measurement carries every single time in the value {@code timings}, because percentiles
 * cannot be folded: the p95 of an hour is that of all its runs (plan language, rule 15), neither
 * the mean nor the largest of its samples' p95s.
 */
public final class Timings {
  /** The value that holds every time, in milliseconds and in the order of the runs. */
  public static final String ALL = "timings";

  /** The figures of any number of runs. */
  public static final List<Gauge> GAUGES =
      List.of(
          Gauge.figure("p50", Unit.MILLIS),
          Gauge.figure("p90", Unit.MILLIS),
          Gauge.figure("p95", Unit.MILLIS),
          Gauge.figure("p99", Unit.MILLIS),
          Gauge.figure("slowest", Unit.MILLIS),
          Gauge.figure("mean", Unit.MILLIS));

  private static final int DECIMALS = 3;
  // A load makes more than a payload takes; so many of them tell the same percentiles.
  private static final int MOST = 10_000;

  private final List<BigDecimal> millis = new ArrayList<>();

  /** Adds one run. */
  public void add(long nanos) {
    millis.add(BigDecimal.valueOf(nanos, 6).setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  /** Adds the runs of another. */
  public void addAll(Timings other) {
    millis.addAll(other.millis);
  }

  /** Adds every run of a measurement. */
  private void addAll(Measurement sample) {
    sample
        .value(ALL)
        .map(Value::text)
        .ifPresent(text -> List.of(text.split(" ")).forEach(t -> millis.add(new BigDecimal(t))));
  }

  /** The runs of all samples together. */
  public static Timings pooled(List<Measurement> samples) {
    Timings pool = new Timings();
    samples.forEach(pool::addAll);
    return pool;
  }

  /** {@code p50 p90 p95 p99 slowest mean} in milliseconds; empty when nothing ran. */
  public List<Value> figures() {
    if (millis.isEmpty()) {
      return List.of();
    }
    List<BigDecimal> sorted = millis.stream().sorted().toList();
    BigDecimal mean =
        sorted.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(sorted.size()), DECIMALS, RoundingMode.HALF_UP);
    return List.of(
        value("p50", rank(sorted, 50)),
        value("p90", rank(sorted, 90)),
        value("p95", rank(sorted, 95)),
        value("p99", rank(sorted, 99)),
        value("slowest", Collections.max(sorted)),
        value("mean", mean));
  }

  /** Every time, or so many that stand for all, to be pooled with others; none when nothing ran. */
  public List<Value> all() {
    String text =
        thinned().stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" "));
    return text.isEmpty() ? List.of() : List.of(Value.text(ALL, text));
  }

  // Evenly over the ranks, the slowest among them.
  private List<BigDecimal> thinned() {
    if (millis.size() <= MOST) {
      return millis;
    }
    List<BigDecimal> sorted = millis.stream().sorted().toList();
    return IntStream.rangeClosed(1, MOST)
        .mapToObj(i -> sorted.get((int) ((long) i * sorted.size() / MOST) - 1))
        .toList();
  }

  // Nearest rank: the smallest time that at least that share of the runs did not exceed.
  private static BigDecimal rank(List<BigDecimal> sorted, int percent) {
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(rank - 1);
  }

  private static Value value(String name, BigDecimal figure) {
    return Value.number(name, figure, Unit.MILLIS);
  }
}
