package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.net.URI;
import java.net.URISyntaxException;
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
 * which is not counted, keeps the opening of the connection out of the figures.
 */
final class HttpProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Targets targets;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

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
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws InterruptedException {
    Asked asked = Asked.read(with);
    String target = request.scope().target();
    URI endpoint = targets.get(target).endpoint(asked.endpoint());
    if (endpoint == null) {
      return Measurement.blind(
          clock.instant(),
          "target "
              + target
              + " has no endpoint "
              + asked.endpoint()
              + "; name it under its endpoints in the worker's configuration");
    }
    URI uri = URI.create(endpoint.toString().replaceAll("/+$", "") + asked.path());
    HttpRun run = new HttpRun(client, uri, asked.timeout());
    run.warmUp();
    run.send(asked.requests());
    return run.measured(clock.instant());
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    return HttpRun.folded(Fold.saw(samples).toList());
  }

  private record Asked(String endpoint, String path, int requests, Duration timeout) {
    static Asked read(Node with) {
      String endpoint = with.required("endpoint").map(Node::text).orElse(null);
      String path = with.required("path").map(Asked::path).orElse(null);
      Integer requests = with.optional("requests").map(n -> n.whole(1, 1000)).orElse(1);
      Asked asked = new Asked(endpoint, path, requests, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }

    // With a user's name or a host smuggled in, a path would leave the configured endpoint.
    private static String path(Node node) {
      String path = node.text();
      if (path == null) {
        return null;
      }
      try {
        URI uri = new URI("http://localhost" + path);
        if (path.startsWith("/") && "localhost".equals(uri.getHost())) {
          return path;
        }
      } catch (URISyntaxException e) {
        // Refused below.
      }
      node.refuse(
          "path " + path, "it is no path of a URL", "begin it with / and escape what is no URL");
      return null;
    }
  }
}
