package io.soakgate.probe.http;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.http.Client;
import io.soakgate.http.PlannedRequest;
import io.soakgate.http.Request;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Fold;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Timeout;
import io.soakgate.probe.Timings;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
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
 * errors} the share of requests that were answered as nobody expected (with 400 or more, unless
 * {@code expect} says otherwise), too late, or not at all; {@code p50 p95 p99 slowest mean} are
 * over the requests that were answered or timed out. For each status in {@code expect}, {@code
 * answered-N} counts its answers and {@code share-N} is their share, so that a rate limit can be
 * shown to trip (T-35). An endpoint that refuses connections is seen, and is down; a redirect is
 * not followed. One request ahead, which is not counted, keeps the opening of the connection out of
 * the figures. {@code headers} and {@code bearer} go along; {@code body} asks the last answer's
 * JSON for figures, {@code finds} all answers for words.
 */
public final class HttpProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final Client client = new Client();

  public HttpProbe(Targets targets, Clock clock) {
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
    Asked asked = Asked.read(with);
    List<Gauge> all = new ArrayList<>(HttpCounts.gauges(asked.http().expected()));
    all.addAll(Timings.GAUGES);
    asked.body().forEach(b -> all.add(Gauge.figure(b.name(), Unit.NONE)));
    all.addAll(HttpFindings.gauges(asked.finds()));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    String target = request.scope().target();
    Request planned = asked.http().to(targets.get(target)).orElse(null);
    if (planned == null) {
      return Measurement.blind(clock.instant(), asked.http().place().missing(target));
    }
    HttpRun run = new HttpRun(client, planned, !asked.body().isEmpty() || !asked.finds().isEmpty());
    run.warmUp();
    run.send(asked.requests());
    Measurement seen = run.measured(asked.http().expected(), clock.instant());
    List<Value> values = new ArrayList<>(seen.values());
    List<String> bodies = run.bodies();
    values.addAll(
        HttpBody.values(asked.body(), bodies.isEmpty() ? null : bodies.get(bodies.size() - 1)));
    values.addAll(HttpFindings.values(asked.finds(), bodies));
    return new Measurement(values, null, seen.note(), seen.at());
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    List<Measurement> saw = Fold.saw(samples).toList();
    Measurement folded = HttpRun.folded(saw);
    List<Value> values = new ArrayList<>(folded.values());
    // What the answers held is a state: the last one counts.
    Fold.last(samples).values().stream()
        .filter(v -> folded.value(v.name()).isEmpty() && v.number() != null)
        .forEach(values::add);
    values.addAll(HttpFindings.folded(saw));
    return new Measurement(values, null, folded.note(), folded.at());
  }

  private record Asked(
      PlannedRequest http, int requests, List<HttpBody> body, List<HttpFindings> finds) {
    static Asked read(Node with) {
      PlannedRequest http = PlannedRequest.read(with, Timeout.read(with, TIMEOUT));
      Integer requests = with.optional("requests").map(n -> n.whole(1, 1000)).orElse(1);
      List<HttpBody> body = HttpBody.read(with);
      List<HttpFindings> finds = HttpFindings.read(with);
      with.done();
      return new Asked(http, requests == null ? 1 : requests, body, finds);
    }
  }
}
