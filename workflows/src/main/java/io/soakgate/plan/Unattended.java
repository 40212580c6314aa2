package io.soakgate.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an environment takes back without asking anybody, and what that costs: a rollback that
 * weakens security or loses data runs by itself only where a gate named it (rule 12, decision 16,
 * T-24).
 */
public final class Unattended {
  private static final String WEAKENS = "weakens security";
  private static final String LOSES = "loses data";

  private Unattended() {}

  /**
   * One thing that a rollback costs.
   *
   * @param option the rollback option
   * @param does {@code weakens security} or {@code loses data}
   * @param by what of the option does: {@code the undo of rls}
   * @param why in the words of the plan
   */
  public record Cost(String option, String does, String by, String why) {
    /** {@code rollback rls-only weakens security: rows are public again (the undo of rls)}. */
    public String words() {
      return "rollback " + option + " " + does + ": " + why + " (" + by + ")";
    }
  }

  /** The options that run by themselves, the built-in one included, each once. */
  public static List<String> options(Environment environment) {
    Set<String> options = new LinkedHashSet<>();
    environment.watches().stream()
        .flatMap(w -> w.rules().stream())
        .map(Rule::then)
        .filter(then -> then != null && then.act() == Response.Act.ROLLBACK)
        .map(Response::option)
        .filter(Objects::nonNull)
        .forEach(options::add);
    if (environment.ifFails() == IfFails.ROLLBACK) {
      options.add(Rollback.EVERYTHING);
    }
    return List.copyOf(options);
  }

  /** What the environment's options that run by themselves cost. */
  public static List<Cost> costs(Plan plan, Environment environment) {
    return options(environment).stream()
        .flatMap(o -> costs(plan.changes(), plan.rollbacks(), environment.name(), o).stream())
        .toList();
  }

  /** What an option costs where it runs in an environment. */
  public static List<Cost> costs(
      List<Change> changes, List<Rollback> rollbacks, String environment, String option) {
    List<Cost> costs = new ArrayList<>();
    Rollback named =
        rollbacks.stream().filter(r -> r.name().equals(option)).findFirst().orElse(null);
    if (named != null) {
      add(costs, option, "its own steps", named.toll());
      if (named.restores()) {
        String why = "whatever was written since the backup is gone";
        costs.add(new Cost(option, LOSES, "restores the backup", why));
      }
    }
    reverted(changes, named, environment)
        .forEach(change -> add(costs, option, "the undo of " + change.name(), change.toll()));
    return costs;
  }

  /** The changes whose undo an option runs there; null is the built-in option. */
  public static Stream<Change> reverted(List<Change> changes, Rollback named, String environment) {
    return changes.stream()
        .filter(c -> c.appliesIn(environment) && c.irreversible() == null)
        .filter(
            c ->
                named == null || named.steps().stream().anyMatch(s -> c.name().equals(s.change())));
  }

  private static void add(List<Cost> costs, String option, String by, Toll toll) {
    if (toll.weakens() != null) {
      costs.add(new Cost(option, WEAKENS, by, toll.weakens()));
    }
    if (toll.loses() != null) {
      costs.add(new Cost(option, LOSES, by, toll.loses()));
    }
  }
}
