package io.soakgate.probe.metric;

import io.soakgate.http.Field;
import io.soakgate.http.Place;
import io.soakgate.http.Request;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Timeout;
import io.soakgate.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked for metrics: {@code endpoint}, what proves who asks, {@code timeout}.
 *
 * @param place which endpoint
 * @param headers what goes along
 * @param timeout how long the answer may take
 */
record MetricsSource(Place place, List<Field> headers, Duration timeout) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  static MetricsSource read(Node with) {
    return new MetricsSource(
        Place.read(with), Field.headers(with, false), Timeout.read(with, TIMEOUT));
  }

  /** Ready to be sent to this target, secrets read; empty when it has no such endpoint. */
  Optional<Request> to(Target target, String path) {
    return place.uri(target, path).map(uri -> Request.get(uri, headers, target, timeout));
  }
}
