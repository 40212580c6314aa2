package io.soakgate.probe;

import io.soakgate.plan.reading.Node;
import java.time.Duration;

/** How long a probe may look: the key {@code timeout}. */
public final class Timeout {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMinutes(10);

  private Timeout() {}

  /** That of a probe that has no other key. */
  static Duration alone(Node with, Duration otherwise) {
    Duration timeout = read(with, otherwise);
    with.done();
    return timeout;
  }

  /** The key {@code timeout} of a probe, or what it is without one; 1ms to 10m. */
  public static Duration read(Node with, Duration otherwise) {
    Node there = with.optional("timeout").orElse(null);
    Duration timeout = there == null ? otherwise : there.duration();
    if (timeout == null) {
      return otherwise;
    }
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      there.refuse(
          "timeout " + there.json().asText(),
          "a probe may look for 1ms to 10m",
          "write one in between");
    }
    return timeout;
  }
}
