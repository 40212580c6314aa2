package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * The backup taken before an environment's first change.
 *
 * @param spec {@code dump}, {@code clone} or {@code attested}
 * @param must what its values ({@code size}, {@code tables}, {@code rows}) must fulfil
 * @param takes expected duration, or null
 * @param taken when it is taken
 * @param maxAge how old one that was taken ahead may be at the first change, or null for any age
 * @param export what is kept beside it as SQL: {@code schema}, {@code policies}
 */
public record Backup(
    Spec spec,
    List<Expectation> must,
    Duration takes,
    Taken taken,
    Duration maxAge,
    List<String> export) {

  /** When it is taken. */
  public enum Taken {
    /** Once the window is open. */
    WINDOW,
    /** Before people agree to the changes; again in the window when it is too old by then. */
    AHEAD
  }

  /** One that says nothing of it is taken in the window. */
  public Backup {
    taken = taken == null ? Taken.WINDOW : taken;
    export = export == null ? List.of() : List.copyOf(export);
  }

  /** A backup that is taken in the window, with nothing beside it. */
  public Backup(Spec spec, List<Expectation> must, Duration takes) {
    this(spec, must, takes, Taken.WINDOW, null, List.of());
  }

  /** Whether a provider takes it and people vouch for it; nobody restores it to see. */
  public boolean attested() {
    return spec.kind().equals("attested");
  }

  /** Whether it is taken before people agree. */
  public boolean ahead() {
    return taken == Taken.AHEAD;
  }
}
