package io.soakgate.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How badly a route does on purpose, so that a plan's checks can be shown to catch it. Evenly
 * spread over the requests, and the same each time.
 *
 * @param slow how long a slow answer is held back
 * @param slowShare how many of a hundred answers are slow
 * @param failShare how many of a hundred requests fail with status 500
 * @param asked how many requests there were
 */
record Misbehaviour(Duration slow, BigDecimal slowShare, BigDecimal failShare, AtomicLong asked) {

  /** One that was not asked yet. */
  static Misbehaviour of(Duration slow, BigDecimal slowShare, BigDecimal failShare) {
    return new Misbehaviour(slow, slowShare, failShare, new AtomicLong());
  }

  /** What becomes of one request. */
  record Turn(boolean slow, boolean fails) {}

  /** What becomes of the next request. */
  Turn next() {
    long number = asked.incrementAndGet();
    return new Turn(falls(number, slowShare), falls(number, failShare));
  }

  // With 2 of 100: the 50th, the 100th …
  private static boolean falls(long number, BigDecimal share) {
    return due(number, share) > due(number - 1, share);
  }

  private static long due(long number, BigDecimal share) {
    return share
        .multiply(BigDecimal.valueOf(number))
        .divide(BigDecimal.valueOf(100), RoundingMode.FLOOR)
        .longValue();
  }
}
