package io.soakgate.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.http.Client;
import io.soakgate.http.Reply;
import io.soakgate.http.Request;
import io.soakgate.http.Unanswered;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code prometheus: {endpoint: name, figures: {errors: {of: "PromQL", unit: share}}}}: asks a
 * Prometheus server, each figure by a query of its own that has to give one number (the HTTP API's
 * instant query).
 *
 * <p>A query that gives nothing, several series, or no number is not seen; so is one that the
 * server refuses, in its words.
 */
final class PrometheusProbe implements Probe {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Targets targets;
  private final Clock clock;
  private final Client client = new Client();

  PrometheusProbe(Targets targets, Clock clock) {
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
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    List<Value> values = new ArrayList<>();
    for (SeriesAsked figure : asked.figures()) {
      Request query = asked.source().to(target, path(figure)).orElse(null);
      if (query == null) {
        return blind(asked.source().place().missing(target.name()));
      }
      try {
        values.add(figure.value(answer(client.send(query, true))));
      } catch (Unanswered e) {
        return blind(e.getMessage());
      } catch (IllegalArgumentException e) {
        return blind(figure.name() + ": " + e.getMessage());
      }
    }
    return new Measurement(values, null, null, clock.instant());
  }

  private static String path(SeriesAsked figure) {
    return "/api/v1/query?query=" + URLEncoder.encode(figure.of(), StandardCharsets.UTF_8);
  }

  private static BigDecimal answer(Reply reply) {
    JsonNode answer = json(reply);
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalArgumentException(
          "Prometheus answered " + reply.status() + ": " + answer.path("error").asText("no words"));
    }
    JsonNode data = answer.path("data");
    JsonNode result = data.path("result");
    if (data.path("resultType").asText().equals("scalar")) {
      return MetricsProbe.number(result.path(1).asText());
    }
    if (result.size() != 1) {
      throw new IllegalArgumentException(
          result.isEmpty()
              ? "the query gave nothing"
              : "the query gave "
                  + result.size()
                  + " series; aggregate them to one, with sum or max");
    }
    return MetricsProbe.number(result.path(0).path("value").path(1).asText());
  }

  private static JsonNode json(Reply reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the endpoint answered " + reply.status() + " and no JSON; is it a Prometheus server?",
          e);
    }
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
      Asked asked = new Asked(MetricsSource.read(with), SeriesAsked.read(with));
      with.done();
      return asked;
    }
  }
}
