package io.soakgate.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The gates that stand before single actions ({@code approve} beside an action's kind), and what
 * they are called.
 */
public final class ActionGates {
  private ActionGates() {}

  /** Before a change is applied. */
  public static String apply(String change) {
    return "apply/" + change;
  }

  /**
   * Before an action of a change's undo.
   *
   * @param action its number in the undo, from 1
   */
  public static String undo(String change, int action) {
    return "undo/" + change + (action == 1 ? "" : "/" + action);
  }

  /**
   * Before an action of a rollback option, which is also what that step is called.
   *
   * @param step its number in the option, from 1
   */
  public static String step(String option, int step) {
    return "rollback/" + option + "/" + step;
  }

  /** All that may open in an environment, in the order of the plan. */
  public static List<GateRule> of(Plan plan, String environment) {
    List<GateRule> all = new ArrayList<>();
    for (Change change : plan.changesIn(environment)) {
      add(all, apply(change.name()), change.apply());
      for (int i = 0; i < change.undo().size(); i++) {
        add(all, undo(change.name(), i + 1), change.undo().get(i));
      }
    }
    for (Rollback option : plan.rollbacks()) {
      for (int i = 0; i < option.steps().size(); i++) {
        add(all, step(option.name(), i + 1), option.steps().get(i).action());
      }
    }
    return List.copyOf(all);
  }

  private static void add(List<GateRule> all, String name, Spec action) {
    if (action != null && Terms.of(action).asks()) {
      all.add(new GateRule(name, Terms.of(action).approve(), null));
    }
  }
}
