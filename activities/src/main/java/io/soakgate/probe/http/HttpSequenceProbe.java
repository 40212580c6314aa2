package io.soakgate.probe.http;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.http.Client;
import io.soakgate.http.Place;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Timeout;
import io.soakgate.probe.Writes;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code http-sequence: {endpoint: api, steps: {login: {post: /login, json: {…}, take: {token:
 * /token}}, add: {post: /cart, bearer: "{token}"}}}}: what a user does, one request after the
 * other, each with what earlier answers gave (M-086). The first answer that is not as expected ends
 * it.
 *
 * <p>One that leaves something behind says {@code writes: true}, so that nobody puts it where
 * nothing may be changed. Another attempt after a crash begins anew.
 *
 * <p>Values: {@code failed}, how many steps were not as expected or not reached; {@code steps};
 * {@code took}; of each step its status (0: not reached, or no answer) and time, and what its
 * {@code body} and {@code finds} look for. What is taken from an answer stays in the worker.
 */
public final class HttpSequenceProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final Client client = new Client();

  public HttpSequenceProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "http-sequence";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    all.add(Gauge.figure("failed", Unit.NONE));
    all.add(Gauge.figure("steps", Unit.NONE));
    all.add(Gauge.figure("took", Unit.MILLIS));
    for (HttpStep step : Asked.read(with).steps()) {
      all.add(Gauge.figure(step.name() + "-status", Unit.NONE));
      all.add(Gauge.figure(step.name() + "-took", Unit.MILLIS));
      step.body().forEach(b -> all.add(Gauge.figure(step.name() + "-" + b.name(), Unit.NONE)));
      step.finds().forEach(f -> all.add(Gauge.word(step.name() + "-" + f.name())));
    }
    return Optional.of(all);
  }

  @Override
  public boolean mayWrite() {
    return true;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    if (asked.place().uri(target, "/").isEmpty()) {
      return Measurement.blind(clock.instant(), asked.place().missing(target.name()));
    }
    HttpWalk walk = new HttpWalk(client, target, asked.place(), asked.timeout());
    walk.walk(asked.steps());
    return walk.measured(asked.steps().size(), clock.instant());
  }

  private record Asked(Place place, List<HttpStep> steps, Duration timeout) {
    static Asked read(Node with) {
      Place place = Place.read(with);
      Duration timeout = Timeout.read(with, TIMEOUT);
      List<HttpStep> steps = new ArrayList<>();
      Set<String> known = new HashSet<>();
      Node there = with.required("steps").orElse(null);
      for (String name : there == null ? List.<String>of() : there.keys()) {
        there.required(name).ifPresent(n -> steps.add(HttpStep.read(name, n, known)));
      }
      // Where it may stand is for the plan's reader; it is the same look.
      Writes.read(with);
      with.done();
      return new Asked(place, steps, timeout);
    }
  }
}
