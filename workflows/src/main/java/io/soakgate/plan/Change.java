package io.soakgate.plan;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One change of the database.
 *
 * @param name unique in the plan
 * @param apply the action that makes it
 * @param undo the actions that revert it, in the order they run; empty when {@code irreversible}
 * @param irreversible why it cannot be undone ({@code undo: {none: why}}), else null
 * @param verify checks after apply; baselines are measured just before it
 * @param takes expected duration; exceeding it warns
 * @param in environments it belongs to; empty means all
 * @param accept what of the lint it accepts, and why
 * @param toll what taking it back costs and leaves behind
 * @param before checks just before apply, after the baselines were measured
 * @param temporary whether it is undone after the last change, before {@code after}
 * @param undone checks after that undo; empty unless temporary
 * @param migrations the files of the plan's history that apply runs, in their order
 */
public record Change(
    String name,
    Spec apply,
    List<Spec> undo,
    String irreversible,
    List<Check> verify,
    Duration takes,
    List<String> in,
    List<Accepted> accept,
    Toll toll,
    List<Check> before,
    boolean temporary,
    List<Check> undone,
    List<String> migrations) {

  /** What is missing is empty: plans admitted by an older worker have none of it. */
  public Change {
    accept = accept == null ? List.of() : accept;
    toll = toll == null ? Toll.NONE : toll;
    before = before == null ? List.of() : before;
    undone = undone == null ? List.of() : undone;
    migrations = migrations == null ? List.of() : migrations;
  }

  /** A change that costs nothing to take back, stays, and is no migration. */
  public Change(
      String name,
      Spec apply,
      List<Spec> undo,
      String irreversible,
      List<Check> verify,
      Duration takes,
      List<String> in,
      List<Accepted> accept) {
    this(
        name,
        apply,
        undo,
        irreversible,
        verify,
        takes,
        in,
        accept,
        Toll.NONE,
        List.of(),
        false,
        List.of(),
        List.of());
  }

  /** Every check that belongs to it, in the order they run. */
  public List<Check> checks() {
    return Stream.of(before, verify, undone).flatMap(List::stream).toList();
  }

  /** True when this change belongs to {@code environment}. */
  public boolean appliesIn(String environment) {
    return in.isEmpty() || in.contains(environment);
  }
}
