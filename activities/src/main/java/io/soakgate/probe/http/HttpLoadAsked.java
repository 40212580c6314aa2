package io.soakgate.probe.http;

import io.soakgate.http.PlannedRequest;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Timeout;
import java.time.Duration;

/**
 * What an {@code http-load} asks for.
 *
 * @param http the request
 * @param requests how many, or null
 * @param concurrency how many at a time
 * @param rate how many a second, or null for the closed model
 * @param length for how long, or null
 */
record HttpLoadAsked(
    PlannedRequest http, Integer requests, int concurrency, Integer rate, Duration length) {
  private static final int AT_A_TIME = 100;
  private static final Duration LONGEST = Duration.ofHours(1);

  static HttpLoadAsked read(Node with, Duration timeout) {
    PlannedRequest http = PlannedRequest.read(with, Timeout.read(with, timeout));
    Integer rate = with.optional("rate").map(n -> n.whole(1, 10_000)).orElse(null);
    boolean open = with.has("rate");
    Integer requests =
        open ? null : with.optional("requests").map(n -> n.whole(1, 100_000)).orElse(null);
    Duration length = with.optional("for").map(HttpLoadAsked::length).orElse(null);
    Integer concurrency =
        (open ? with.optional("concurrency") : with.required("concurrency"))
            .map(n -> n.whole(1, 200))
            .orElse(open ? AT_A_TIME : 1);
    with.done();
    if (open ? !with.has("for") : with.has("requests") == with.has("for")) {
      with.refuse(
          "no one end",
          "a load ends after so many `requests` or `for` so long, one with a `rate` after so long",
          "write " + (open ? "`for: 30s`" : "either `requests: 100` or `for: 30s`"));
    }
    return new HttpLoadAsked(http, requests, concurrency == null ? 1 : concurrency, rate, length);
  }

  private static Duration length(Node node) {
    Duration length = node.positiveDuration();
    if (length != null && length.compareTo(LONGEST) > 0) {
      node.refuse(node.json().asText(), "a load lasts at most 1h", "write a shorter one");
    }
    return length;
  }

  boolean open() {
    return rate != null;
  }

  /** How many clients there are. */
  int clients() {
    return requests == null ? concurrency : Math.min(requests, concurrency);
  }

  HttpLoad.Sent send(HttpLoad load) throws InterruptedException {
    if (open()) {
      return load.open(rate, length);
    }
    return requests == null ? load.closed(length) : load.closed(requests);
  }
}
