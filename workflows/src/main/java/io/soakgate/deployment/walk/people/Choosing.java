package io.soakgate.deployment.walk.people;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Choice;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a person chose for the parameters of a rollback option (M-121, T-28): all of them, each from
 * the plan's own list, so that nothing is run that nobody approved.
 *
 * @param values what was chosen; empty when the option has no parameter, or when refused
 * @param refused why it cannot be taken, or null
 * @param todo what to do then, or null
 */
public record Choosing(List<Variable> values, String refused, String todo) {

  /**
   * Reads {@code parameter=value} for each; refused with what is to be typed when one is missing,
   * unknown or said twice.
   */
  public static Choosing of(Plan plan, String option, List<String> chosen) {
    Rollback named = plan == null ? null : plan.rollback(option);
    List<Choice> choices = named == null ? List.of() : named.choose();
    List<Variable> values = new ArrayList<>();
    for (Choice choice : choices) {
      chosen.stream()
          .filter(c -> choice.values().stream().anyMatch(v -> c.equals(written(choice, v))))
          .map(c -> c.substring(choice.parameter().length() + 1))
          .map(v -> new Variable(choice.parameter(), TextNode.valueOf(v)))
          .forEach(values::add);
    }
    long parameters = values.stream().map(Variable::name).distinct().count();
    if (values.size() == chosen.size()
        && values.size() == choices.size()
        && parameters == values.size()) {
      return new Choosing(List.copyOf(values), null, null);
    }
    String all = choices.stream().map(Choice::words).collect(Collectors.joining(", "));
    return choices.isEmpty()
        ? new Choosing(List.of(), option + " has nothing to choose", "leave the choice away")
        : new Choosing(
            List.of(), option + " needs one choice each of " + all, "add " + typed(choices));
  }

  private static String written(Choice choice, String value) {
    return choice.parameter() + "=" + value;
  }

  private static String typed(List<Choice> choices) {
    return choices.stream()
        .map(c -> "--choose " + written(c, c.values().get(0)))
        .collect(Collectors.joining(" "));
  }
}
