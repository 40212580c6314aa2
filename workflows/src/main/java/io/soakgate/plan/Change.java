package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * One change of the database.
 *
 * @param name unique in the plan
 * @param apply the action that makes it
 * @param undo the actions that revert it, in the order they run; empty when {@code irreversible}
 * @param irreversible why it cannot be undone ({@code undo: {none: why}}), else null
 * @param verify checks after apply; baselines are measured just before it
 * @param takes expected duration; exceeding it warns
 * @param in environments it belongs to; empty means all
 * @param accept what of the lint it accepts, and why
 * @param toll what taking it back costs and leaves behind
 */
public record Change(
    String name,
    Spec apply,
    List<Spec> undo,
    String irreversible,
    List<Check> verify,
    Duration takes,
    List<String> in,
    List<Accepted> accept,
    Toll toll) {

  /**
   * A change that was kept before there was a lint accepts nothing; one before tolls costs nothing.
   */
  public Change {
    accept = accept == null ? List.of() : accept;
    toll = toll == null ? Toll.NONE : toll;
  }

  /** A change that costs nothing to take back. */
  public Change(
      String name,
      Spec apply,
      List<Spec> undo,
      String irreversible,
      List<Check> verify,
      Duration takes,
      List<String> in,
      List<Accepted> accept) {
    this(name, apply, undo, irreversible, verify, takes, in, accept, Toll.NONE);
  }

  /** True when this change belongs to {@code environment}. */
  public boolean appliesIn(String environment) {
    return in.isEmpty() || in.contains(environment);
  }
}
