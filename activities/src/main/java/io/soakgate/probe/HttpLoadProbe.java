package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.plan.Unit;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code http-load: {endpoint: name, path: /…, requests: 100, concurrency: 10}}: so many requests
 * by so many clients at a time, each sending its next one when the last was answered (a closed
 * model, as {@code ab -n 100 -c 10}: M-048 … M-050, M-087). Values as those of {@code http}, and
 * {@code rate} in requests a second. A warm-up of one request for each client is not counted.
 */
final class HttpLoadProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final HttpClient client = HttpAsked.client();

  HttpLoadProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "http-load";
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
    all.add(Gauge.figure("rate", Unit.NONE));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    String target = request.scope().target();
    HttpLoad load =
        asked
            .http()
            .uri(targets.get(target))
            .map(uri -> new HttpLoad(client, asked.http().request(uri), asked.http().timeout()))
            .orElse(null);
    return load == null
        ? Measurement.blind(clock.instant(), asked.http().noEndpoint(target))
        : load.run(asked.requests(), asked.concurrency(), clock.instant());
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    return HttpRun.folded(Fold.saw(samples).toList());
  }

  private record Asked(HttpAsked http, int requests, int concurrency) {
    static Asked read(Node with) {
      HttpAsked http = HttpAsked.read(with, TIMEOUT);
      Integer requests = with.required("requests").map(n -> n.whole(1, 100_000)).orElse(1);
      Integer concurrency = with.required("concurrency").map(n -> n.whole(1, 200)).orElse(1);
      with.done();
      return new Asked(
          http, requests == null ? 1 : requests, concurrency == null ? 1 : concurrency);
    }
  }
}
