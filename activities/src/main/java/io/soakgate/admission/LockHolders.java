package io.soakgate.admission;

import java.util.Optional;

/** Who holds the lock of a target: asked of Temporal, by whoever can. */
@FunctionalInterface
public interface LockHolders {

  /** The deployment that holds the target's lock, or empty. */
  Optional<String> of(String target);
}
