package io.soakgate.verdict;

import io.soakgate.plan.Change;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Order of taking back (INV-08). */
public final class RollbackOrder {

  private RollbackOrder() {}

  /**
   * The undo of everything that was applied, a change whose apply failed half way included, in
   * exact reverse order; each change once, however often it was applied.
   */
  public static List<Rollback.Step> everything(List<String> applied) {
    Set<String> reversed = new LinkedHashSet<>();
    IntStream.range(0, applied.size())
        .forEach(i -> reversed.add(applied.get(applied.size() - 1 - i)));
    return reversed.stream().map(change -> new Rollback.Step(change, null)).toList();
  }

  /**
   * The steps of an option as written: an undo tolerates that its change was never applied. {@link
   * Rollback#EVERYTHING} is the reverse of what was applied, without the changes that the plan
   * calls irreversible; those stay.
   *
   * @throws IllegalArgumentException when the plan has no such option
   */
  public static List<Rollback.Step> of(Plan plan, String option, List<String> applied) {
    if (!option.equals(Rollback.EVERYTHING)) {
      return List.copyOf(named(plan, option).steps());
    }
    return everything(applied).stream().filter(s -> !irreversible(plan, s.change())).toList();
  }

  /**
   * The applied changes that the option leaves in place, in the order they were applied. A step
   * that restores a backup reverts every change, the irreversible ones too.
   *
   * @throws IllegalArgumentException when the plan has no such option
   */
  public static List<String> stays(Plan plan, String option, List<String> applied) {
    List<Rollback.Step> steps = of(plan, option, applied);
    if (steps.stream().anyMatch(Rollback.Step::restores)) {
      return List.of();
    }
    Set<String> reverted =
        steps.stream()
            .map(Rollback.Step::change)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return applied.stream()
        .distinct()
        .filter(change -> !reverted.contains(change) || irreversible(plan, change))
        .toList();
  }

  private static boolean irreversible(Plan plan, String name) {
    Change change = plan.change(name);
    return change != null && change.irreversible() != null;
  }

  private static Rollback named(Plan plan, String option) {
    Rollback found = plan.rollback(option);
    if (found == null) {
      throw new IllegalArgumentException(
          "plan "
              + plan.name()
              + " has no rollback option "
              + option
              + "; it has "
              + String.join(", ", plan.options()));
    }
    return found;
  }
}
