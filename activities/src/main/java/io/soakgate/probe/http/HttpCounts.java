package io.soakgate.probe.http;

import io.soakgate.http.Expected;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the answers to some requests were.
 *
 * @param status the worst of them: 0 when one was missing, else the highest
 * @param requests how many were sent
 * @param errors how many of them were answered as nobody expected, or not at all
 * @param answered how many were answered with each status that was expected by its number
 */
record HttpCounts(int status, long requests, long errors, Map<String, Long> answered) {
  static final int NO_ANSWER = 0;
  private static final String ANSWERED = "answered-";
  private static final String SHARE = "share-";

  static List<Gauge> gauges(Expected expected) {
    List<Gauge> all = new ArrayList<>();
    all.add(Gauge.figure("status", Unit.NONE));
    all.add(Gauge.figure("errors", Unit.PERCENT));
    all.add(Gauge.figure("requests", Unit.NONE));
    for (int status : expected.statuses()) {
      all.add(Gauge.figure(ANSWERED + status, Unit.NONE));
      all.add(Gauge.figure(SHARE + status, Unit.PERCENT));
    }
    return all;
  }

  /** Of these answers, by their status. */
  static HttpCounts of(List<Integer> statuses, Expected expected) {
    Map<String, Long> answered = new LinkedHashMap<>();
    for (int wanted : expected.statuses()) {
      answered.put("" + wanted, statuses.stream().filter(s -> s == wanted).count());
    }
    return new HttpCounts(
        statuses.stream().reduce(HttpCounts::worse).orElse(NO_ANSWER),
        statuses.size(),
        statuses.stream().filter(expected::error).count(),
        answered);
  }

  /** Of several samples together. */
  static HttpCounts folded(List<Measurement> samples) {
    int worst = figure(samples.get(0), "status").intValue();
    long requests = 0;
    BigDecimal errors = BigDecimal.ZERO;
    Map<String, Long> answered = new LinkedHashMap<>();
    for (Measurement sample : samples) {
      worst = worse(worst, figure(sample, "status").intValue());
      BigDecimal sent = figure(sample, "requests");
      requests += sent.longValue();
      errors = errors.add(figure(sample, "errors").multiply(sent));
      sample.values().stream()
          .filter(v -> v.name().startsWith(ANSWERED))
          .forEach(
              v ->
                  answered.merge(
                      v.name().substring(ANSWERED.length()), v.number().longValue(), Long::sum));
    }
    long failed = errors.movePointLeft(2).setScale(0, RoundingMode.HALF_UP).longValue();
    return new HttpCounts(worst, requests, failed, answered);
  }

  /** As values, in the order of the gauges. */
  List<Value> values() {
    List<Value> values = new ArrayList<>();
    values.add(Value.number("status", status));
    values.add(share("errors", errors));
    values.add(Value.number("requests", requests));
    answered.forEach(
        (code, count) -> {
          values.add(Value.number(ANSWERED + code, count));
          values.add(share(SHARE + code, count));
        });
    return values;
  }

  private Value share(String name, long count) {
    BigDecimal share =
        BigDecimal.valueOf(count * 100)
            .divide(BigDecimal.valueOf(requests), 6, RoundingMode.HALF_UP);
    return Value.number(name, share, Unit.PERCENT);
  }

  private static int worse(int one, int other) {
    return one == NO_ANSWER || other == NO_ANSWER ? NO_ANSWER : Math.max(one, other);
  }

  private static BigDecimal figure(Measurement sample, String name) {
    return sample.value(name).map(Value::number).orElse(BigDecimal.ZERO);
  }
}
