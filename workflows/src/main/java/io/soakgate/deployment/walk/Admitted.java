package io.soakgate.deployment.walk;

import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Plan;
import io.soakgate.verdict.Gate;
import java.util.List;

/**
 * A deployment that may run: the frozen plan and where it goes.
 *
 * @param deployment the workflow id
 * @param startedBy who started it, or null
 * @param holders who holds which role
 * @param targets one per environment, in the plan's order
 * @param parsedBy which server parsed every statement, or null
 * @param findings what the lint found in the scripts
 */
record Admitted(
    String deployment,
    String startedBy,
    Plan plan,
    String digest,
    List<Script> scripts,
    List<Gate.Holder> holders,
    List<AdmittedTarget> targets,
    String parsedBy,
    List<Finding> findings) {

  AdmittedTarget target(String name) {
    return targets.stream().filter(t -> t.target().equals(name)).findFirst().orElseThrow();
  }
}
