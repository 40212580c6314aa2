package io.soakgate.action;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often something that others block is tried again, and how long in all.
 *
 * @param tries most tries
 * @param within no new try after this long
 * @param first the first pause; each next one is twice as long, with jitter so that two who block
 *     each other do not meet again
 * @param grace how long a predecessor's session may take to end by itself
 */
record Patience(int tries, Duration within, Duration first, Duration grace) {

  static final Patience USUAL =
      new Patience(10, Duration.ofMinutes(1), Duration.ofMillis(250), Duration.ofSeconds(5));

  /** The pause before try {@code n}, counted from 2. */
  Duration before(int n) {
    long longest = Math.min(first.toMillis() << Math.min(n - 2, 5), 8_000);
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  /** Waits in small steps, so that a cancelled wait ends at once. */
  static void pause(Duration time, Pulse pulse, String words) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    do {
      pulse.progress(words);
      long left = (end - System.nanoTime()) / 1_000_000;
      Thread.sleep(Math.max(1, Math.min(100, left)));
    } while (System.nanoTime() < end);
  }
}
