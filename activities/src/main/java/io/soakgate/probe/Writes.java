package io.soakgate.probe;

import io.soakgate.plan.reading.Node;

/**
 * Whether the plan lets a probe keep what it does. The reader of plans brings the {@code writes:
 * true} that stands beside the kind in here, where the kind allows it.
 */
public final class Writes {
  private Writes() {}

  /** Reads it of a probe's parameters; false where it is not said. */
  public static boolean read(Node with) {
    return Boolean.TRUE.equals(with.optional("writes").map(Node::flag).orElse(false));
  }
}
