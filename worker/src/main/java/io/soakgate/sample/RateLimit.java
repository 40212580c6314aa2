package io.soakgate.sample;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** At most so many requests of one person within a time that begins with the first of them. */
final class RateLimit {
  private final int requests;
  private final Duration per;
  private final Map<String, Window> windows = new HashMap<>();

  private record Window(long since, int asked) {}

  RateLimit(int requests, Duration per) {
    this.requests = requests;
    this.per = per;
  }

  /** The time within which it counts. */
  Duration per() {
    return per;
  }

  /**
   * Counts one request of somebody.
   *
   * @param now as {@code System.nanoTime()} tells it
   * @return whether it is one too many
   */
  synchronized boolean exceeded(String who, long now) {
    windows.values().removeIf(w -> now - w.since() >= per.toNanos());
    Window next =
        windows.merge(
            who, new Window(now, 1), (old, one) -> new Window(old.since(), old.asked() + 1));
    return next.asked() > requests;
  }
}
