package io.soakgate.starter.crash;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in other processes, and fails when it does not. */
public final class Await {
  /** Work, a new attempt after a crash (10 s without a heartbeat) and a slow machine. */
  public static final Duration PATIENCE = Duration.ofMinutes(4);

  /** The same on a machine that does it for many at once. */
  public static final Duration PATIENCE_OF_MANY = Duration.ofMinutes(10);

  private static final long LOOK_SELDOM = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long ASK_SELDOM = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /** Something that is looked at; empty while it is not there. */
  public interface Look<T> {
    Optional<T> look() throws Exception;
  }

  /** Something that holds or does not. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Words about how things stand. */
  public interface Standing {
    String words() throws Exception;
  }

  /**
   * Waits until it holds.
   *
   * @param what it is, for the one who reads the failure
   * @param standing how things stand, asked only when it failed
   */
  public static void until(String what, Standing standing, Condition condition) throws Exception {
    value(what, standing, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  /** Waits for a value. */
  public static <T> T value(String what, Standing standing, Look<T> look) throws Exception {
    return value(what, standing, look, PATIENCE, LOOK_EVERY);
  }

  /**
   * Waits until it holds, among many that wait at the same time: it looks seldom, and for longer.
   *
   * @param what it is, for the one who reads the failure
   * @param standing how things stand, asked only when it failed
   */
  public static void amongMany(String what, Standing standing, Condition condition)
      throws Exception {
    value(
        what,
        standing,
        () -> condition.holds() ? Optional.of(true) : Optional.empty(),
        PATIENCE_OF_MANY,
        LOOK_SELDOM);
  }

  /** The same where each look is a question that a worker has to answer beside its work. */
  public static void askedAmongMany(String what, Standing standing, Condition condition)
      throws Exception {
    value(
        what,
        standing,
        () -> condition.holds() ? Optional.of(true) : Optional.empty(),
        PATIENCE_OF_MANY,
        ASK_SELDOM);
  }

  private static <T> T value(
      String what, Standing standing, Look<T> look, Duration patience, long every)
      throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> value = look.look();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(
            what + ": not within " + patience.toSeconds() + " s; " + standing.words());
      }
      LockSupport.parkNanos(every);
    }
  }
}
