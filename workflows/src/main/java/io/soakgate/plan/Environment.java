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
 * @param safety what protects it while it is changed: backup, read-only mode, drill
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
    Safety safety,
    IfFails ifFails,
    List<Watch> watches) {

  /** One that was kept before there was anything but a backup has none of it. */
  public Environment {
    safety = safety == null ? Safety.NONE : safety;
  }

  /** Taken before the first change; null means none. */
  public Backup backup() {
    return safety.backup();
  }

  /** Keeps writes out while it is changed; null means they go on. */
  public ReadOnly readOnly() {
    return safety.readOnly();
  }

  /** What must be proven before people agree to change it; null when the plan says nothing. */
  public Drill drill() {
    return safety.drill();
  }

  /** The gate at {@code moment}, or null. */
  public GateRule gateAt(String moment) {
    return gates.stream().filter(g -> g.moment().equals(moment)).findFirst().orElse(null);
  }

  /** The same environment with other gates. */
  public Environment gated(List<GateRule> others) {
    return new Environment(
        name, target, values, window, others, notices, checks, safety, ifFails, watches);
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
