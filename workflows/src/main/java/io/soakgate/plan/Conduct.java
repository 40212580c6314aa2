package io.soakgate.plan;

import java.util.List;

/**
 * How people go about a plan: variants of its gates, who is called when nobody answers, and what is
 * looked at again long after.
 *
 * @param mode the mode of a start that names none; null where there are none
 * @param modes the variants, in the order of the plan
 * @param escalate who is called when a gate or a question goes unanswered, the soonest first
 * @param afterwards what begins when a deployment has succeeded
 */
public record Conduct(
    String mode, List<Mode> modes, List<Escalation> escalate, List<Schedule> afterwards) {

  /** A plan with one way to go about it, that nobody is reminded of, and that ends with its end. */
  public static final Conduct NONE = new Conduct(null, List.of(), List.of(), List.of());

  /** The mode of that name, or null. */
  public Mode mode(String name) {
    return modes.stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
  }

  /** The schedule of that name, or null. */
  public Schedule schedule(String name) {
    return afterwards.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
  }

  /** The names of the modes, in the order of the plan. */
  public List<String> names() {
    return modes.stream().map(Mode::name).toList();
  }
}
