package io.soakgate.plan.reading;

import io.soakgate.plan.Variable;
import java.util.List;

/**
 * For which environments something of the plan is read.
 *
 * @param environments those it is used in
 * @param reach how far what is read goes
 */
record Scope(List<Valued> environments, Reach reach) {

  /** An environment's name and its values. */
  record Valued(String environment, List<Variable> variables) {}

  /** How far what is read goes. */
  enum Reach {
    /** One environment: its values are known. */
    ENVIRONMENT,
    /** A change or a rollback: where several environments share it, bounds have no values. */
    SHARED,
    /** Nothing uses it, yet it is read: it must make sense somewhere. */
    UNUSED
  }

  static Scope of(Valued environment) {
    return new Scope(List.of(environment), Reach.ENVIRONMENT);
  }

  /** The same, for those of its environments that are named. */
  Scope only(List<String> names) {
    return new Scope(
        environments.stream().filter(e -> names.contains(e.environment())).toList(), reach);
  }

  List<String> names() {
    return environments.stream().map(Valued::environment).toList();
  }
}
