package io.soakgate.probe;

import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What counters say of a bucket: by how much the last sample that saw is ahead of the first. Those
 * that began anew in between, because somebody reset them or the server was started again, say
 * nothing about it: that is no data, and never a breach.
 */
public final class Counters {
  /** The value that says since when a server counts; any other word means that it began anew. */
  public static final String SINCE = "counting-since";

  private final List<Measurement> saw;
  private final String why;

  private Counters(List<Measurement> saw, String why) {
    this.saw = saw;
    this.why = why;
  }

  /**
   * @param names the values that count, all of which only ever grow
   */
  public static Counters of(List<Measurement> samples, List<String> names) {
    List<Measurement> saw = Fold.saw(samples).toList();
    return new Counters(saw, saw.size() < 2 ? ONE : anew(saw, names));
  }

  private static final String ONE = "one look at counters says nothing about a bucket";

  private static String anew(List<Measurement> saw, List<String> names) {
    for (int i = 1; i < saw.size(); i++) {
      Measurement before = saw.get(i - 1);
      Measurement after = saw.get(i);
      if (!Objects.equals(word(before), word(after))) {
        return "the counters began anew within the bucket: they count since %s, and counted since %s before"
            .formatted(word(after), word(before));
      }
      for (String name : names) {
        BigDecimal was = figure(before, name).orElse(null);
        BigDecimal is = figure(after, name).orElse(null);
        if (was != null && is != null && is.compareTo(was) < 0) {
          return "the counters began anew within the bucket: %s went from %s back to %s"
              .formatted(name, was.toPlainString(), is.toPlainString());
        }
      }
    }
    return null;
  }

  private static String word(Measurement seen) {
    return seen.value(SINCE).map(Value::text).orElse(null);
  }

  /** Why they say nothing; null when they do. */
  public String why() {
    return why;
  }

  Measurement first() {
    return saw.get(0);
  }

  Measurement last() {
    return saw.get(saw.size() - 1);
  }

  /** By how much the value grew; zero where it was not seen. */
  public BigDecimal grew(String name) {
    return figure(last(), name)
        .orElse(BigDecimal.ZERO)
        .subtract(figure(first(), name).orElse(BigDecimal.ZERO));
  }

  /** The last sample, with what each of these values grew by in its place; or why not. */
  public Measurement folded(List<String> names) {
    if (why != null) {
      return Measurement.blind(last().at(), why);
    }
    List<Value> values =
        last().values().stream()
            .map(
                v ->
                    names.contains(v.name()) ? Value.number(v.name(), grew(v.name()), v.unit()) : v)
            .toList();
    return new Measurement(values, null, last().note(), last().at());
  }

  /**
   * Without the many counters of samples that are neither the first nor the last: a bucket's
   * progress travels with every heartbeat.
   */
  public static List<Measurement> thinned(List<Measurement> samples) {
    int middle = samples.size() - 2;
    boolean needless =
        middle > 0
            && samples.subList(0, middle).stream()
                .anyMatch(m -> m.value(Fold.COUNTERS).isPresent());
    if (!needless) {
      return samples;
    }
    List<Measurement> all = new ArrayList<>(samples);
    Measurement one = samples.get(middle);
    all.set(
        middle,
        new Measurement(
            one.values().stream().filter(v -> !v.name().equals(Fold.COUNTERS)).toList(),
            one.blind(),
            one.note(),
            one.at(),
            one.grid()));
    return all;
  }

  private static Optional<BigDecimal> figure(Measurement seen, String name) {
    return seen.value(name).map(Value::number);
  }
}
