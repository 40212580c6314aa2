package io.soakgate.probe.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.http.Client;
import io.soakgate.http.Place;
import io.soakgate.http.Reply;
import io.soakgate.http.Template;
import io.soakgate.http.Unanswered;
import io.soakgate.plan.Unit;
import io.soakgate.target.Target;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One walk through the steps of a sequence. */
final class HttpWalk {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Client client;
  private final Target target;
  private final Place place;
  private final Duration timeout;
  private final Map<String, JsonNode> taken = new HashMap<>();
  private final List<Value> values = new ArrayList<>();
  private long nanos;
  private int well;
  private String trouble;

  HttpWalk(Client client, Target target, Place place, Duration timeout) {
    this.client = client;
    this.target = target;
    this.place = place;
    this.timeout = timeout;
  }

  /** Takes the steps in turn, up to the first that is not as it should be. */
  void walk(List<HttpStep> steps) throws InterruptedException {
    for (HttpStep step : steps) {
      if (trouble == null) {
        take(step);
      } else {
        values.add(Value.number(step.name() + "-status", HttpCounts.NO_ANSWER));
      }
    }
  }

  private void take(HttpStep step) throws InterruptedException {
    long begun = System.nanoTime();
    Reply reply = new Reply(HttpCounts.NO_ANSWER, null);
    try {
      String path = Template.path(step.path(), taken);
      reply =
          client.send(
              step.request(place.uri(target, path).orElseThrow(), taken, target, timeout), true);
    } catch (Unanswered e) {
      trouble = step.name() + ": " + e.getMessage();
    }
    long took = System.nanoTime() - begun;
    nanos += took;
    values.add(Value.number(step.name() + "-status", reply.status()));
    values.add(millis(step.name() + "-took", took));
    if (trouble == null) {
      look(step, reply);
    }
    well += trouble == null ? 1 : 0;
  }

  private void look(HttpStep step, Reply reply) {
    HttpBody.values(step.body(), reply.body()).forEach(v -> values.add(of(step, v)));
    HttpFindings.values(step.finds(), List.of(reply.body())).forEach(v -> values.add(of(step, v)));
    if (step.expected().error(reply.status())) {
      trouble =
          step.name()
              + ": answered with "
              + reply.status()
              + ", expected was "
              + step.expected().words();
      return;
    }
    JsonNode answer = json(reply.body());
    for (Map.Entry<String, String> each : step.take().entrySet()) {
      JsonNode found = answer.at(each.getValue());
      if (!found.isValueNode() || found.isNull() || found.isMissingNode()) {
        trouble = step.name() + ": its answer holds no " + each.getKey() + " at " + each.getValue();
        return;
      }
      taken.put(each.getKey(), found);
    }
  }

  /** What it came to. */
  Measurement measured(int steps, Instant at) {
    List<Value> all = new ArrayList<>();
    all.add(Value.number("failed", steps - well));
    all.add(Value.number("steps", steps));
    all.add(millis("took", nanos));
    all.addAll(values);
    return new Measurement(all, null, trouble, at);
  }

  private static Value of(HttpStep step, Value value) {
    return new Value(step.name() + "-" + value.name(), value.number(), value.text(), value.unit());
  }

  private static Value millis(String name, long nanos) {
    BigDecimal millis = BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
    return Value.number(name, millis, Unit.MILLIS);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
