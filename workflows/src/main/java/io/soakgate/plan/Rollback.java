package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * A named rollback option.
 *
 * @param name the option's name
 * @param steps in the order they run
 * @param checks what must hold afterwards; baselines are from before the environment's first change
 * @param within how long it may take, or null
 */
public record Rollback(String name, List<Step> steps, List<Check> checks, Duration within) {

  /** The built-in option: the undo of everything that was applied, in reverse order. */
  public static final String EVERYTHING = "everything";

  /**
   * One step: the undo of a change, or an action of its own.
   *
   * @param change the change whose undo runs, else null
   * @param action the action that runs ({@code restore}, {@code sql} …), else null
   */
  public record Step(String change, Spec action) {}
}
