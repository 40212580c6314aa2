package io.soakgate.probe.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.http.Client;
import io.soakgate.http.Place;
import io.soakgate.http.Reply;
import io.soakgate.http.Request;
import io.soakgate.http.Unanswered;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Counters;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Sampling;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code metrics: {endpoint: name, path: /metrics, format: text, figures: {…}}}: what a service
 * says of itself, as Prometheus text ({@code text}, or OpenMetrics) or as JSON ({@code json}, such
 * as Dropwizard Metrics writes). A figure of text is {@code name} or {@code name{label="value"}}
 * and has to fit one series; one of JSON is a place in it, {@code /timers/io.shop.orders/p95}.
 *
 * <p>A figure with {@code counter: true} only grows: a bucket of a watch sees by how much. One that
 * went back, or a service that was started again meanwhile, is no data.
 *
 * <p>What is not there, is no number, or was measured more than five minutes ago is not seen:
 * missing data is never good news.
 */
public final class MetricsProbe implements Probe {
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final String STARTED = "process_start_time_seconds";
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Targets targets;
  private final Clock clock;
  private final Client client = new Client();

  public MetricsProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "metrics";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    Asked asked = Asked.read(with);
    List<Gauge> all = new ArrayList<>(asked.figures().stream().map(SeriesAsked::gauge).toList());
    if (!asked.counters().isEmpty()) {
      all.add(Gauge.word(Counters.SINCE));
    }
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    String target = request.scope().target();
    Request planned = asked.source().to(targets.get(target), asked.path()).orElse(null);
    if (planned == null) {
      return blind(asked.source().place().missing(target));
    }
    Reply reply;
    try {
      reply = client.send(planned, true);
    } catch (Unanswered e) {
      return blind(e.getMessage());
    }
    return reply.status() == OK
        ? seen(asked, reply.body(), request.span() != null)
        : blind("the endpoint answered " + reply.status());
  }

  private Measurement seen(Asked asked, String answer, boolean bucket) {
    List<Value> values = new ArrayList<>();
    for (SeriesAsked figure : asked.figures()) {
      try {
        values.add(
            figure.value(asked.text() ? text(figure.of(), answer) : json(figure.of(), answer)));
      } catch (IllegalArgumentException e) {
        return blind(figure.name() + ": " + e.getMessage());
      }
    }
    if (bucket && !asked.counters().isEmpty()) {
      values.add(Value.text(Fold.COUNTERS, String.join(" ", asked.counters())));
      began(asked, answer).ifPresent(values::add);
    }
    return new Measurement(values, null, null, clock.instant());
  }

  /** When the service was started, as far as it says. */
  private static Optional<Value> began(Asked asked, String answer) {
    return asked.text()
        ? TextSeries.in(answer).stream()
            .filter(s -> s.name().equals(STARTED))
            .findFirst()
            .map(s -> Value.text(Counters.SINCE, s.number()))
        : Optional.empty();
  }

  private BigDecimal text(String of, String answer) {
    TextSeries wanted = TextSeries.wanted(of).orElseThrow();
    List<TextSeries> found = TextSeries.in(answer).stream().filter(s -> s.is(wanted)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "the endpoint tells no " + of
              : found.size() + " series fit " + of + "; name the labels of one");
    }
    Instant at = found.get(0).at();
    if (at != null && at.isBefore(clock.instant().minus(STALE))) {
      throw new IllegalArgumentException(of + " was measured last at " + at);
    }
    return number(found.get(0).number());
  }

  private static BigDecimal json(String of, String answer) {
    try {
      JsonNode there = JSON.readTree(answer).at(of);
      if (there.isMissingNode()) {
        throw new IllegalArgumentException("the endpoint tells nothing at " + of);
      }
      return number(there.asText());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the endpoint's answer is no JSON", e);
    }
  }

  /** A number of a source; NaN and the infinite ones are none. */
  static BigDecimal number(String written) {
    try {
      return new BigDecimal(written);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it is " + written + ", no number", e);
    }
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }

  @Override
  public Sampling sampling(Node with) {
    return Asked.read(with).counters().isEmpty() ? Sampling.THROUGHOUT : Sampling.TO_THE_END;
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement mean = Fold.mean(samples);
    Value counting = mean.value(Fold.COUNTERS).orElse(null);
    if (counting == null) {
      return mean;
    }
    List<String> names = List.of(counting.text().split(" "));
    Counters counters = Counters.of(samples, names);
    if (counters.why() != null) {
      return Measurement.blind(mean.at(), counters.why());
    }
    List<Value> values =
        mean.values().stream()
            .filter(v -> v.number() != null)
            .map(
                v ->
                    names.contains(v.name())
                        ? Value.number(v.name(), counters.grew(v.name()), v.unit())
                        : v)
            .toList();
    return new Measurement(values, null, mean.note(), mean.at());
  }

  private record Asked(MetricsSource source, String path, boolean text, List<SeriesAsked> figures) {
    List<String> counters() {
      return figures.stream().filter(SeriesAsked::counter).map(SeriesAsked::name).toList();
    }

    static Asked read(Node with) {
      MetricsSource source = MetricsSource.read(with);
      String path = with.required("path").map(Place::path).orElse(null);
      String format =
          with.optional("format").map(n -> n.oneOf(List.of("text", "json"))).orElse("text");
      boolean text = !"json".equals(format);
      List<SeriesAsked> figures = SeriesAsked.read(with, true);
      figures.forEach(f -> refuse(f, text, with));
      with.done();
      return new Asked(source, path, text, figures);
    }

    private static void refuse(SeriesAsked figure, boolean text, Node with) {
      String of = figure.of();
      if (of != null && text && TextSeries.wanted(of).isEmpty()) {
        with.refuse(
            "figure `" + figure.name() + "` asks for `" + of + "`",
            "that is no series",
            "write it like `http_requests_total{status=\"500\"}`");
      } else if (of != null && !text && !of.startsWith("/")) {
        with.refuse(
            "figure `" + figure.name() + "` asks for `" + of + "`",
            "a place in JSON begins with /",
            "write it like `/timers/io.shop.orders/p95`");
      }
    }
  }
}
