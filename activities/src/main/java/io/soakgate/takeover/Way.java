package io.soakgate.takeover;

import io.soakgate.plan.Choice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Unattended;
import io.soakgate.plan.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rollback option with everything chosen that it leaves to a person.
 *
 * @param chosen a value for each of its parameters
 */
record Way(List<Variable> chosen) {

  /** Every way to run an option; one when it has no parameter. */
  static List<Way> of(Plan plan, String option) {
    Rollback named = plan.rollback(option);
    List<Choice> choices = named == null ? List.of() : named.choose();
    return Choice.ways(choices).stream().map(Way::new).toList();
  }

  /** {@code , limit=30}, as it stands behind the option's name; nothing without a parameter. */
  String words() {
    return chosen.stream()
        .map(v -> ", " + v.name() + "=" + v.value().asText())
        .collect(Collectors.joining());
  }

  /** What to mind before running an option: who agrees, and what it costs. */
  static List<String> mind(Plan plan, String environment, String option) {
    List<String> lines = new ArrayList<>();
    Unattended.costs(plan.changes(), plan.rollbacks(), environment, option)
        .forEach(cost -> lines.add("mind: " + cost.words()));
    Rollback named = plan.rollback(option);
    if (named != null && !named.approve().isEmpty()) {
      lines.add("first agree, each another person: " + String.join(", ", named.approve()));
    }
    return lines;
  }
}
