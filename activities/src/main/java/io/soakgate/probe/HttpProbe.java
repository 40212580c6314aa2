package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.plan.Unit;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code http: {endpoint: name, path: /…, requests: N, timeout: 10s}}: GETs one after the other, on
 * an endpoint that the worker's configuration names for the target.
 *
 * <p>Values: {@code status} is the worst answer (0 when there was none, else the highest), {@code
 * errors} the share of requests that were answered with 400 or more, too late, or not at all;
 * {@code p50 p95 slowest mean} are over the requests that were answered or timed out. An endpoint
 * that refuses connections is seen, and is down; a redirect is not followed. One request ahead,
 * which is not counted, keeps the opening of the connection out of the figures. {@code headers} go
 * along; {@code body} asks the last answer's JSON for figures.
 */
final class HttpProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final HttpClient client = HttpAsked.client();

  HttpProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>(HttpRun.GAUGES);
    all.addAll(Timings.GAUGES);
    Asked.read(with).body().forEach(b -> all.add(Gauge.figure(b.name(), Unit.NONE)));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    String target = request.scope().target();
    URI uri = asked.http().uri(targets.get(target)).orElse(null);
    if (uri == null) {
      return Measurement.blind(clock.instant(), asked.http().noEndpoint(target));
    }
    HttpRun run =
        new HttpRun(
            client, asked.http().request(uri), asked.http().timeout(), !asked.body().isEmpty());
    run.warmUp();
    run.send(asked.requests());
    Measurement seen = run.measured(clock.instant());
    List<Value> values = new ArrayList<>(seen.values());
    values.addAll(HttpBody.values(asked.body(), run.body()));
    return new Measurement(values, null, seen.note(), seen.at());
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement folded = HttpRun.folded(Fold.saw(samples).toList());
    List<Value> values = new ArrayList<>(folded.values());
    // What the answers held is a state: the last one counts.
    Fold.last(samples).values().stream()
        .filter(v -> folded.value(v.name()).isEmpty() && !v.name().equals(Timings.ALL))
        .forEach(values::add);
    return new Measurement(values, null, folded.note(), folded.at());
  }

  private record Asked(HttpAsked http, int requests, List<HttpBody> body) {
    static Asked read(Node with) {
      HttpAsked http = HttpAsked.read(with, TIMEOUT);
      Integer requests = with.optional("requests").map(n -> n.whole(1, 1000)).orElse(1);
      List<HttpBody> body = HttpBody.read(with);
      with.done();
      return new Asked(http, requests, body);
    }
  }
}
