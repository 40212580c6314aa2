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

  /**
   * What an environment demands: what it says, and of the last one, when it says nothing, that
   * everything is drilled (ADR 0025).
   *
   * @param all the plan's environments, in order
   * @return null when it demands none
   */
  public static Drill demanded(List<Environment> all, Environment environment) {
    boolean last = all.indexOf(environment) == all.size() - 1 && all.size() > 1;
    return environment.drill() == null && last ? ALL : environment.drill();
  }

  /**
   * Whose backup an environment's ways back are walked on: the nearest before it that takes one
   * which can be restored.
   *
   * @param all the plan's environments, in order
   * @return null when nothing is drilled for it, or nothing is there to drill on
   */
  public static Environment source(List<Environment> all, Environment environment) {
    Drill drill = demanded(all, environment);
    if (drill == null || drill.none() != null) {
      return null;
    }
    Environment source = null;
    for (Environment before : all.subList(0, all.indexOf(environment))) {
      source = before.backup() == null || before.backup().attested() ? source : before;
    }
    return source;
  }

  /** Options that were not written are all of them. */
  public Drill {
    options = options == null ? List.of() : List.copyOf(options);
  }
}
