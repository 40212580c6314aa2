package io.soakgate.probe.look;

import java.time.Duration;

/** How a bucket waits for its next sample; a test's own one moves a clock instead. */
interface Sleeper {
  /** Waits; at once when the duration is not positive, unless it is interrupted. */
  void sleep(Duration duration) throws InterruptedException;

  /** Really waits. */
  Sleeper REAL = duration -> Thread.sleep(Math.max(0, duration.toMillis()));
}
