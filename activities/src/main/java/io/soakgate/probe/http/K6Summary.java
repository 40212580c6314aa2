package io.soakgate.probe.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.probe.Timings;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What k6 writes with {@code --summary-export}: under {@code metrics}, a trend as {@code avg max
 * p(95)} in milliseconds, a rate as {@code value} (0 to 1), a counter as {@code count} and {@code
 * rate}, a gauge as {@code value}.
 */
record K6Summary(JsonNode metrics) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Gauge> gauges(Map<String, String> own) {
    List<Gauge> all = new ArrayList<>();
    all.add(Gauge.figure("requests", Unit.NONE));
    all.add(Gauge.figure("rate", Unit.NONE));
    all.add(Gauge.figure("errors", Unit.PERCENT));
    all.addAll(Timings.GAUGES);
    all.add(Gauge.figure("checks", Unit.PERCENT));
    all.add(Gauge.word("thresholds"));
    own.keySet().forEach(name -> all.add(Gauge.figure(name)));
    return all;
  }

  static K6Summary read(byte[] json) throws IOException {
    return new K6Summary(JSON.readTree(json).path("metrics"));
  }

  Measurement measured(Map<String, String> own, boolean kept, Instant at) {
    JsonNode times = metrics.path("http_req_duration");
    if (metrics.path("http_reqs").path("count").asLong() == 0) {
      return Measurement.blind(at, "k6 sent no request");
    }
    List<Value> all = new ArrayList<>();
    all.add(Value.number("requests", metrics.path("http_reqs").path("count").asLong()));
    all.add(figure("rate", metrics.path("http_reqs").path("rate"), Unit.NONE));
    all.add(share("errors", metrics.path("http_req_failed").path("value")));
    all.add(figure("p50", times.path("p(50)"), Unit.MILLIS));
    all.add(figure("p90", times.path("p(90)"), Unit.MILLIS));
    all.add(figure("p95", times.path("p(95)"), Unit.MILLIS));
    all.add(figure("p99", times.path("p(99)"), Unit.MILLIS));
    all.add(figure("slowest", times.path("max"), Unit.MILLIS));
    all.add(figure("mean", times.path("avg"), Unit.MILLIS));
    // A script without checks has none that failed.
    all.add(share("checks", metrics.path("checks").path("value"), BigDecimal.ONE));
    all.add(Value.text("thresholds", kept ? "pass" : "fail"));
    for (Map.Entry<String, String> one : own.entrySet()) {
      JsonNode metric = metrics.path(one.getValue());
      if (metric.isMissingNode()) {
        return Measurement.blind(at, "k6 measured no " + one.getValue());
      }
      all.add(own(one.getKey(), metric));
    }
    return Measurement.saw(at, all);
  }

  private static Value own(String name, JsonNode metric) {
    if (metric.has("passes")) {
      return share(name, metric.path("value"));
    }
    if (metric.has("p(95)")) {
      return figure(name, metric.path("p(95)"), Unit.NONE);
    }
    return figure(
        name, metric.has("count") ? metric.path("count") : metric.path("value"), Unit.NONE);
  }

  private static Value share(String name, JsonNode rate) {
    return share(name, rate, BigDecimal.ZERO);
  }

  private static Value share(String name, JsonNode rate, BigDecimal otherwise) {
    BigDecimal share = rate.isNumber() ? rate.decimalValue() : otherwise;
    return Value.number(
        name, share.movePointRight(2).setScale(6, RoundingMode.HALF_UP), Unit.PERCENT);
  }

  private static Value figure(String name, JsonNode number, Unit unit) {
    return Value.number(name, number.decimalValue().setScale(3, RoundingMode.HALF_UP), unit);
  }
}
