package io.soakgate.deployment.walk;

import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Rollback;
import io.soakgate.verdict.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who agrees to a rollback after an ending (ADR 0028). */
public final class Agreeing {
  private Agreeing() {}

  /**
   * Whom the option asks, and whom the target's policy asks before a change; where those are fewer
   * than the policy wants to agree, or nobody, also those who let the changes in.
   *
   * @param option the option, or null for {@code everything}
   */
  static List<String> afterAnEnding(Rollback option, Environment environment, Policy policy) {
    Set<String> roles = new LinkedHashSet<>(option == null ? List.of() : option.approve());
    roles.addAll(policy.rolesAt(Moment.GO));
    roles.addAll(policy.rolesAt(Moment.BEFORE));
    if (roles.size() < Math.max(1, policy.people())) {
      roles.addAll(asked(environment, Moment.GO));
    }
    if (roles.size() < Math.max(1, policy.people())) {
      roles.addAll(asked(environment, Moment.BEFORE));
    }
    return new ArrayList<>(roles);
  }

  private static List<String> asked(Environment environment, String moment) {
    GateRule rule = environment.gateAt(moment);
    return rule == null ? List.of() : rule.roles();
  }
}
