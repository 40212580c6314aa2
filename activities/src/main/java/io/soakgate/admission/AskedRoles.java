package io.soakgate.admission;

import io.soakgate.plan.ActionGates;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import java.util.List;
import java.util.stream.Stream;

/** The roles that have to say something before a plan can be walked to its end. */
public final class AskedRoles {
  private AskedRoles() {}

  /** Each once, in the order in which they are asked. */
  public static List<String> of(Plan plan) {
    return plan.environments().stream()
        .flatMap(e -> gates(plan, e))
        .flatMap(g -> g.roles().stream())
        .distinct()
        .toList();
  }

  /** Every gate of an environment, those before actions and rollback options among them. */
  static Stream<GateRule> gates(Plan plan, Environment environment) {
    Stream<GateRule> options =
        plan.rollbacks().stream()
            .filter(option -> !option.approve().isEmpty())
            .map(o -> new GateRule(Rollback.gate(o.name()), o.approve(), null));
    return Stream.of(
            environment.gates().stream(),
            ActionGates.of(plan, environment.name()).stream(),
            options,
            picks(environment))
        .flatMap(all -> all);
  }

  /** Nobody agrees to a window that nobody can pick. */
  private static Stream<GateRule> picks(Environment environment) {
    boolean picked = environment.window() != null && environment.window().pick() != null;
    return picked
        ? Stream.of(new GateRule("window", List.of(environment.window().pick()), null))
        : Stream.of();
  }
}
