package io.soakgate.starter.crash;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in other processes, and fails when it does not. */
final class Await {
  /** Work, a new attempt after a crash (10 s without a heartbeat) and a slow machine. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /** Something that is looked at; empty while it is not there. */
  interface Look<T> {
    Optional<T> look() throws Exception;
  }

  /** Something that holds or does not. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Words about how things stand. */
  interface Standing {
    String words() throws Exception;
  }

  /**
   * Waits until it holds.
   *
   * @param what it is, for the one who reads the failure
   * @param standing how things stand, asked only when it failed
   */
  static void until(String what, Standing standing, Condition condition) throws Exception {
    value(what, standing, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  /** Waits for a value. */
  static <T> T value(String what, Standing standing, Look<T> look) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> value = look.look();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            what + ": not within " + PATIENCE.toSeconds() + " s; " + standing.words());
      }
      LockSupport.parkNanos(LOOK_EVERY);
    }
  }
}
