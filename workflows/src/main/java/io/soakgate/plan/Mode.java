package io.soakgate.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A variant of the plan's gates, chosen when a deployment starts (S-007). A mode only ever adds:
 * whatever the plan asks for is asked for in each of them, so none is below what a target's policy
 * wants of the plan.
 *
 * @param name as it is chosen
 * @param takes how long the whole is expected to take in this mode; null means as the plan says
 * @param approveEach roles that agree to each change just before it is made; empty means nobody
 * @param gates roles that agree besides, in every environment; the moments are those of a walk
 */
public record Mode(String name, Duration takes, List<String> approveEach, List<GateRule> gates) {

  /** What stands before a change's name in the moment of the gate before it. */
  public static final String CHANGE = "change/";

  /** The moment of the gate before a change. */
  public static String moment(String change) {
    return CHANGE + change;
  }

  /** The plan as it is walked in this mode. */
  public Plan of(Plan plan) {
    List<Environment> environments =
        plan.environments().stream().map(e -> e.gated(gates(e, plan.changesIn(e.name())))).toList();
    return plan.as(takes == null ? plan.takes() : takes, environments);
  }

  private List<GateRule> gates(Environment environment, List<Change> changes) {
    List<GateRule> all = new ArrayList<>();
    environment.gates().forEach(gate -> all.add(more(gate)));
    gates.stream().filter(g -> environment.gateAt(g.moment()) == null).forEach(all::add);
    if (!approveEach.isEmpty()) {
      changes.forEach(c -> all.add(new GateRule(moment(c.name()), approveEach, null)));
    }
    return List.copyOf(all);
  }

  private GateRule more(GateRule gate) {
    List<String> more =
        gates.stream()
            .filter(g -> g.moment().equals(gate.moment()))
            .flatMap(g -> g.roles().stream())
            .toList();
    return gate.asking(Stream.concat(gate.roles().stream(), more.stream()).distinct().toList());
  }
}
