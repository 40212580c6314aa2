package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.WatchWorkflow.Breach;
import java.time.Instant;
import java.util.List;

/** How a watch passes time, and what follows from what it saw. */
public interface Manner {
  /** How much faster than life it passes; where time passes by itself, as fast as life. */
  default int pace() {
    return 1;
  }

  /** It begins, or begins again. */
  default void begins(Instant at) {}

  /** Its buckets are asked for until then. */
  default void hurry(Instant until) {}

  /** It has got so far. */
  default void reached(Instant at) {}

  /** Whether people said something that does not wait for a bucket. */
  default boolean interrupts() {
    return false;
  }

  /** Does what they said. */
  default void interrupted() {}

  /** What the last bucket broke or could not see, the loudest first; may be empty. */
  void broken(List<Breach> breaches);

  /** Somebody ended a child; when this returns it goes on with the bucket of that moment. */
  void lost(String why);

  /** The one that went on was ended in the same bucket, too. */
  default void lostAgain(String why) {
    lost(why);
  }
}
