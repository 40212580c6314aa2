package io.soakgate.plan;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A parameter of a rollback option, which the person who starts it chooses (M-121, T-28).
 *
 * @param parameter its name; {@code ${name}} stands for what was chosen in the option's steps
 * @param values what may be chosen, at least one
 */
public record Choice(String parameter, List<String> values) {
  /** Every way to choose: one variable per parameter; a single empty one when there is none. */
  public static List<List<Variable>> ways(List<Choice> choices) {
    List<List<Variable>> ways = List.of(List.of());
    for (Choice choice : choices) {
      ways =
          ways.stream()
              .flatMap(way -> choice.values().stream().map(v -> choice.with(way, v)))
              .toList();
    }
    return ways;
  }

  private List<Variable> with(List<Variable> way, String value) {
    List<Variable> more = new ArrayList<>(way);
    more.add(new Variable(parameter, TextNode.valueOf(value)));
    return List.copyOf(more);
  }

  /** {@code limit (60, 30, 10)}. */
  public String words() {
    return parameter + " (" + String.join(", ", values) + ")";
  }
}
