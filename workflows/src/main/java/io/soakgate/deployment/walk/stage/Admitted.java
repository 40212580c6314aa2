package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.deployment.AdmitActivity.WayBack;
import io.soakgate.deployment.Finding;
import io.soakgate.deployment.Origin;
import io.soakgate.deployment.Script;
import io.soakgate.plan.Mode;
import io.soakgate.plan.Plan;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Proof;
import io.soakgate.verdict.Policy;
import java.util.List;

/**
 * A deployment that may run: the frozen plan and where it goes.
 *
 * @param deployment the workflow id
 * @param startedBy who started it, or null
 * @param starterProof whether that is proven
 * @param origin where the plan's folder stands in Git
 * @param holders who held which role when it was admitted
 * @param people SHA-256 of roles, people and keys, hex
 * @param targets one per environment, in the plan's order
 * @param parsedBy which server parsed every statement, or null
 * @param findings what the lint found in the scripts
 * @param mode the mode the plan is walked in, which it holds already; null where it has none
 * @param ways what each rollback option would send to each environment, in short
 * @param cards the channel of Slack that cards are shown in; null for none
 */
public record Admitted(
    String deployment,
    String startedBy,
    Proof starterProof,
    Plan plan,
    String digest,
    List<Script> scripts,
    Origin origin,
    List<Holder> holders,
    List<AdmittedTarget> targets,
    String people,
    String parsedBy,
    List<Finding> findings,
    Mode mode,
    List<WayBack> ways,
    String cards) {

  /** What the ways back of an environment would send to it. */
  public List<WayBack> ways(String environment) {
    return ways.stream().filter(w -> w.environment().equals(environment)).toList();
  }

  /** Who started it, as far as a target with this policy believes it; null when unknown. */
  public String starter(Policy policy) {
    return policy.signatures() && !starterProof.verified() ? null : startedBy;
  }

  /**
   * What admission found at a target.
   *
   * @throws java.util.NoSuchElementException when the plan names none of that name
   */
  public AdmittedTarget target(String name) {
    return targets.stream().filter(t -> t.target().equals(name)).findFirst().orElseThrow();
  }
}
