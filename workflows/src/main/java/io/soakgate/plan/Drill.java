package io.soakgate.plan;

import java.util.List;

/**
 * Which ways back are walked on a copy before people agree to an environment's changes.
 *
 * @param options the rollback options; empty for all of them
 * @param none why there is no drill, or null when there is one
 */
public record Drill(List<String> options, String none) {
  /** All changes, all options. */
  public static final Drill ALL = new Drill(List.of(), null);

  /** Options that were not written are all of them. */
  public Drill {
    options = options == null ? List.of() : List.copyOf(options);
  }
}
