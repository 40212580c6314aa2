package io.soakgate.probe.metric;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The steps of a bucket, and what Prometheus says of each. */
final class PrometheusRange {
  // More would tell a mean, a highest and a lowest no better.
  private static final int MOST = 60;

  private final Instant from;
  private final Instant to;
  private final Duration step;
  private final Map<Instant, List<Value>> seen = new TreeMap<>();
  private final Map<Instant, String> blind = new TreeMap<>();

  private PrometheusRange(Instant from, Instant to, Duration step) {
    this.from = from;
    this.to = to;
    this.step = step;
    for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
      seen.put(at, new ArrayList<>());
    }
  }

  /**
   * A step for each sample, the last at the bucket's end; none at its start, which is the end of
   * the one before.
   */
  static PrometheusRange of(Span span, Duration every) {
    long length = Math.max(1, Duration.between(span.from(), span.to()).toMillis());
    long step = Math.min(length, Math.max(Math.max(1, every.toMillis()), length / MOST));
    long steps = length / step;
    Instant to = Instant.ofEpochMilli(span.to().toEpochMilli());
    return new PrometheusRange(to.minusMillis(step * (steps - 1)), to, Duration.ofMillis(step));
  }

  /** The rest of the query: milliseconds, as Prometheus keeps them. */
  String asked() {
    return "&start=%s&end=%s&step=%s"
        .formatted(
            seconds(from.toEpochMilli()), seconds(to.toEpochMilli()), seconds(step.toMillis()));
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  /** The one series of a result. */
  static JsonNode series(JsonNode result) {
    if (result.size() != 1) {
      throw new IllegalArgumentException(
          result.isEmpty()
              ? "the query gave nothing"
              : "the query gave "
                  + result.size()
                  + " series; aggregate them to one, with sum or max");
    }
    return result.path(0);
  }

  /** Takes in what one figure was at each step. */
  void add(SeriesAsked figure, JsonNode result) {
    Map<Instant, String> numbers = new TreeMap<>();
    for (JsonNode point : series(result).path("values")) {
      long millis = point.path(0).decimalValue().movePointRight(3).longValue();
      numbers.put(Instant.ofEpochMilli(millis), point.path(1).asText());
    }
    for (Map.Entry<Instant, List<Value>> one : seen.entrySet()) {
      String number = numbers.get(one.getKey());
      try {
        if (number == null) {
          throw new IllegalArgumentException("the query gave nothing at " + one.getKey());
        }
        one.getValue().add(figure.value(MetricsProbe.number(number)));
      } catch (IllegalArgumentException e) {
        blind.putIfAbsent(one.getKey(), figure.name() + ": " + e.getMessage());
      }
    }
  }

  /** A sample for each step. */
  List<Measurement> samples() {
    return seen.entrySet().stream()
        .map(
            e ->
                blind.containsKey(e.getKey())
                    ? Measurement.blind(e.getKey(), blind.get(e.getKey()))
                    : Measurement.saw(e.getKey(), e.getValue()))
        .toList();
  }
}
