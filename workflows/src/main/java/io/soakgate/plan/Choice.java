package io.soakgate.plan;

import java.util.List;

/**
 * A parameter of a rollback option, which the person who starts it chooses (M-121, T-28).
 *
 * @param parameter its name; {@code ${name}} stands for what was chosen in the option's steps
 * @param values what may be chosen, at least one
 */
public record Choice(String parameter, List<String> values) {
  /** {@code limit (60, 30, 10)}. */
  public String words() {
    return parameter + " (" + String.join(", ", values) + ")";
  }
}
