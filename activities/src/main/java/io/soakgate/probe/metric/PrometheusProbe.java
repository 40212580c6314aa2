package io.soakgate.probe.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.http.Client;
import io.soakgate.http.Reply;
import io.soakgate.http.Request;
import io.soakgate.http.Unanswered;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Sampling;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code prometheus: {endpoint: name, figures: {errors: {of: "PromQL", unit: share}}}}: asks a
 * Prometheus server, each figure by a query of its own that has to give one series: now (the HTTP
 * API's instant query), and in a watch over the bucket once it is over (its range query), a step
 * for each sample.
 *
 * <p>A query that gives nothing, several series, or no number is not seen; so is one that the
 * server refuses, in its words. A step at which the series is stale, or is no number, is a sample
 * that was not seen.
 */
public final class PrometheusProbe implements Probe {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Targets targets;
  private final Clock clock;
  private final Client client = new Client();

  public PrometheusProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "prometheus";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(Asked.read(with).figures().stream().map(SeriesAsked::gauge).toList());
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.AFTERWARDS;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    List<Value> values = new ArrayList<>();
    for (SeriesAsked figure : asked.figures()) {
      try {
        JsonNode data = data(asked, request, figure, "/api/v1/query?query=" + written(figure));
        JsonNode one =
            data.path("resultType").asText().equals("scalar")
                ? data.path("result")
                : PrometheusRange.series(data.path("result")).path("value");
        values.add(figure.value(MetricsProbe.number(one.path(1).asText())));
      } catch (Unanswered e) {
        return blind(e.getMessage());
      } catch (IllegalArgumentException e) {
        return blind(said(figure, e));
      }
    }
    return new Measurement(values, null, null, clock.instant());
  }

  @Override
  public List<Measurement> recall(Node with, ProbeRequest request, Duration every)
      throws InterruptedException {
    Asked asked = Asked.read(with);
    PrometheusRange range = PrometheusRange.of(request.span(), every);
    for (SeriesAsked figure : asked.figures()) {
      String path = "/api/v1/query_range?query=" + written(figure) + range.asked();
      try {
        range.add(figure, data(asked, request, figure, path).path("result"));
      } catch (Unanswered e) {
        return List.of(blind(e.getMessage()));
      } catch (IllegalArgumentException e) {
        return List.of(blind(said(figure, e)));
      }
    }
    return range.samples();
  }

  private static String said(SeriesAsked figure, IllegalArgumentException e) {
    return figure.name() + ": " + e.getMessage();
  }

  private static String written(SeriesAsked figure) {
    return URLEncoder.encode(figure.of(), StandardCharsets.UTF_8);
  }

  /** What Prometheus found. */
  private JsonNode data(Asked asked, ProbeRequest request, SeriesAsked figure, String path)
      throws InterruptedException, Unanswered {
    Target target = targets.get(request.scope().target());
    Request query = asked.source().to(target, path).orElse(null);
    if (query == null) {
      throw new IllegalArgumentException(asked.source().place().missing(target.name()));
    }
    Reply reply = client.send(query, true);
    JsonNode answer = json(reply);
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(
          "Prometheus answered " + reply.status() + ": " + answer.path("error").asText("no words"));
    }
    return answer.path("data");
  }

  private static JsonNode json(Reply reply) {
    try {
      JsonNode answer = JSON.readTree(reply.body());
      if (answer.isObject()) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(noJson(reply), e);
    }
    throw new IllegalArgumentException(noJson(reply));
  }

  private static String noJson(Reply reply) {
    return "the endpoint answered " + reply.status() + " and no JSON; is it a Prometheus server?";
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    return Fold.mean(samples);
  }

  private record Asked(MetricsSource source, List<SeriesAsked> figures) {
    static Asked read(Node with) {
      Asked asked = new Asked(MetricsSource.read(with), SeriesAsked.read(with, false));
      with.done();
      return asked;
    }
  }
}
