package io.soakgate.http;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A GET as a plan writes it: {@code endpoint}, {@code path}, {@code headers}, {@code bearer},
 * {@code expect}.
 *
 * @param place which endpoint
 * @param path on it
 * @param headers what goes along
 * @param expected which answers are no errors
 * @param timeout how long one answer may take
 */
public record PlannedRequest(
    Place place, String path, List<Field> headers, Expected expected, Duration timeout) {

  /** Reads it; the timeout was read already. */
  public static PlannedRequest read(Node with, Duration timeout) {
    return new PlannedRequest(
        Place.read(with),
        with.required("path").map(Place::path).orElse(null),
        Field.headers(with, false),
        Expected.read(with),
        timeout);
  }

  /** Ready to be sent to this target, secrets read; empty when it has no such endpoint. */
  public Optional<Request> to(Target target) {
    return place.uri(target, path).map(uri -> Request.get(uri, headers, target, timeout));
  }
}
