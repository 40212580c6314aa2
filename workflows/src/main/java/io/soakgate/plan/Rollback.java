package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * A named rollback option.
 *
 * @param name the option's name
 * @param steps in the order they run
 * @param checks what must hold afterwards; baselines are from before the environment's first change
 * @param within how long it may take, or null; longer warns
 * @param approve roles that agree at a gate of its own before it runs; empty for none
 * @param choose what the person who starts it chooses
 * @param toll what its own steps cost; what the undo of a change costs stands with the change
 * @param until how long after a successful ending it can still be asked for; null: not at all
 */
public record Rollback(
    String name,
    List<Step> steps,
    List<Check> checks,
    Duration within,
    List<String> approve,
    List<Choice> choose,
    Toll toll,
    Duration until) {

  /** The kind of action that puts a backup in the place of the database. */
  public static final String RESTORE = "restore";

  /** The built-in option: the undo of everything that was applied, in reverse order. */
  public static final String EVERYTHING = "everything";

  /** One that was kept before there were gates, parameters and tolls has none. */
  public Rollback {
    approve = approve == null ? List.of() : List.copyOf(approve);
    choose = choose == null ? List.of() : List.copyOf(choose);
    toll = toll == null ? Toll.NONE : toll;
  }

  /** An option that asks nobody, has no parameter and costs nothing by itself. */
  public Rollback(String name, List<Step> steps, List<Check> checks, Duration within) {
    this(name, steps, checks, within, List.of(), List.of(), Toll.NONE, null);
  }

  /** Whether one of its steps puts a backup in the place of the database. */
  public boolean restores() {
    return steps.stream().anyMatch(Step::restores);
  }

  /** The gate that opens before the option runs. */
  public static String gate(String option) {
    return "rollback/" + option;
  }

  /**
   * One step: the undo of a change, or an action of its own.
   *
   * @param change the change whose undo runs, else null
   * @param action the action that runs ({@code restore}, {@code sql} …), else null
   */
  public record Step(String change, Spec action) {
    /** Whether it puts a backup in the place of the database. */
    public boolean restores() {
      return action != null && action.kind().equals(RESTORE);
    }
  }
}
