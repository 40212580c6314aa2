package io.soakgate.starter.rollbacks;

import io.soakgate.plan.Choice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rollback to be tried.
 *
 * @param plan the plan
 * @param applied the changes that were made before, in their order
 * @param option the option
 * @param chosen what was chosen for its parameters
 */
record Rolled(String plan, List<String> applied, String option, List<Variable> chosen) {

  /**
   * Every option after every change, in the order of the plan.
   *
   * @param changes the changes of the environment
   * @param backup whether there is one to restore
   */
  static List<Rolled> all(Plan plan, List<String> changes, boolean backup, Expected expected) {
    List<Rolled> all = new ArrayList<>();
    for (int made = 1; made <= changes.size(); made++) {
      List<String> applied = List.copyOf(changes.subList(0, made));
      all.add(new Rolled(plan.name(), applied, Rollback.EVERYTHING, List.of()));
      for (Rollback option : plan.rollbacks()) {
        String from = expected.from(option.name());
        boolean restores = option.steps().stream().anyMatch(Rollback.Step::restores);
        if ((from == null || applied.contains(from)) && (backup || !restores)) {
          Choice.ways(option.choose()).stream()
              .map(way -> new Rolled(plan.name(), applied, option.name(), way))
              .forEach(all::add);
        }
      }
    }
    return all;
  }

  /** {@code menuca-v3: rls-only after combo-fix}. */
  String words() {
    String choice =
        chosen.stream()
            .map(v -> " " + v.name() + "=" + v.value().asText())
            .collect(Collectors.joining());
    return plan + ": " + option + choice + " after " + applied.get(applied.size() - 1);
  }

  /** The values its actions are filled with. */
  List<Variable> values(List<Variable> environment) {
    return Stream.concat(environment.stream(), chosen.stream()).toList();
  }
}
