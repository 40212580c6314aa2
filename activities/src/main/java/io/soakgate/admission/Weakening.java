package io.soakgate.admission;

import io.soakgate.deployment.Finding;
import io.soakgate.plan.Change;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Unattended;
import io.soakgate.plan.reading.Problems;
import java.util.List;

/**
 * What takes row level security away and would run by itself must say so, or the gate that agrees
 * to it could not name it (decision 16, T-24).
 */
final class Weakening {
  private static final String RULE = "row-level-security-off";

  private Weakening() {}

  static void refuse(Plan plan, List<Finding> findings, Problems problems) {
    findings.stream()
        .filter(f -> f.rule().equals(RULE))
        .filter(f -> f.purpose().equals("undo") || f.purpose().equals("rollback"))
        .filter(f -> !declared(plan, f))
        .forEach(
            f ->
                plan.environments().stream()
                    .filter(e -> byItself(plan, e, f))
                    .findFirst()
                    .ifPresent(e -> refuse(f, e, problems)));
  }

  private static boolean declared(Plan plan, Finding finding) {
    Change change = change(plan, finding);
    Rollback option = plan.rollback(finding.change());
    return change != null && change.toll().weakens() != null
        || change == null && option != null && option.toll().weakens() != null;
  }

  private static boolean byItself(Plan plan, Environment environment, Finding finding) {
    Change change = change(plan, finding);
    return Unattended.options(environment).stream()
        .anyMatch(
            option ->
                change == null
                    ? option.equals(finding.change())
                    : Unattended.reverted(plan.changes(), plan.rollback(option), environment.name())
                        .anyMatch(change::equals));
  }

  private static Change change(Plan plan, Finding finding) {
    return finding.purpose().equals("undo") ? plan.change(finding.change()) : null;
  }

  private static void refuse(Finding finding, Environment environment, Problems problems) {
    boolean undo = finding.purpose().equals("undo");
    problems.add(
        finding.script() + ":" + finding.line(),
        "`" + RULE + "` in the " + finding.purpose() + " of `" + finding.change() + "`",
        "it runs by itself in `"
            + environment.name()
            + "`, and nobody who agreed to that was told that "
            + finding.says(),
        "write `weakens: why` under "
            + (undo ? "the change" : "the option")
            + ", so that the gate names it, or let a person be asked");
  }
}
