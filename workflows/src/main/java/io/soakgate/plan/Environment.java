package io.soakgate.plan;

import java.util.List;

/**
 * One environment of the plan, in the plan's order.
 *
 * @param name staging, production
 * @param target a target of the worker's configuration
 * @param values what {@code ${name}} stands for here
 * @param window when it may start; null means any time
 * @param gates who approves at which moment
 * @param notices what is said at which moment
 * @param checks what is checked at which moment
 * @param backup taken before the first change; null means none
 * @param ifFails what a failure after the first change leads to
 * @param watches in the order they run
 */
public record Environment(
    String name,
    String target,
    List<Variable> values,
    Window window,
    List<GateRule> gates,
    List<Notice> notices,
    List<MomentChecks> checks,
    Backup backup,
    IfFails ifFails,
    List<Watch> watches) {

  /** The gate at {@code moment}, or null. */
  public GateRule gateAt(String moment) {
    return gates.stream().filter(g -> g.moment().equals(moment)).findFirst().orElse(null);
  }

  /** The same environment with other gates. */
  public Environment gated(List<GateRule> others) {
    return new Environment(
        name, target, values, window, others, notices, checks, backup, ifFails, watches);
  }

  /** The watches that run beside the changes, or those after them, in order. */
  public List<Watch> watches(boolean beside) {
    return watches.stream().filter(w -> w.beside() == beside).toList();
  }

  /** The checks at {@code moment}, in order; empty where there are none. */
  public List<Check> checksAt(String moment) {
    return checks.stream()
        .filter(c -> c.moment().equals(moment))
        .flatMap(c -> c.checks().stream())
        .toList();
  }

  /** The notices at {@code moment}, in order; empty where there are none. */
  public List<Notice> noticesAt(String moment) {
    return notices.stream().filter(n -> n.moment().equals(moment)).toList();
  }
}
