package io.soakgate.deployment;

import io.soakgate.deployment.AdmitActivity.AdmittedTarget;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Gate.Proof;
import io.soakgate.verdict.Measurement;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;

/**
 * What follows a deployment that has succeeded, for days, weeks and months: it looks again, reminds
 * and asks, each at its time (S-062 … S-064). A workflow of its own, so that the deployment ends
 * and lets its targets go, and continued as new, so that no history grows for months (T-38).
 *
 * <p>Of the target it changes what the plan has done after the ending, and takes nothing back.
 */
@WorkflowInterface
public interface AfterwardsWorkflow extends Conversation {
  /** The workflow type. */
  String TYPE = "Afterwards";

  /** What stands behind a deployment's workflow id in that of what follows it. */
  String SUFFIX = "/afterwards";

  /** The workflow id of what follows a deployment. */
  static String id(String deployment) {
    return deployment + SUFFIX;
  }

  /** The deployment that this workflow id, its own or that of what follows it, belongs to. */
  static String deployment(String id) {
    return id.endsWith(SUFFIX) ? id.substring(0, id.length() - SUFFIX.length()) : id;
  }

  /** Runs until the last thing is over. */
  @WorkflowMethod(name = TYPE)
  void follow(AfterwardsRequest request);

  /**
   * @param deployment the workflow id of the deployment
   * @param startedBy who started it, or null
   * @param starterProof whether that is proven
   * @param plan the plan with its last environment alone, and in place of its gates one for each
   *     schedule that asks people something
   * @param digest the plan digest
   * @param scripts the admitted scripts
   * @param origin where the plan's folder stood in Git
   * @param holders who held which role when it was admitted
   * @param target the last environment's target
   * @param baselines what its probes saw before its first change
   * @param ended plan time of the ending
   * @param now plan time of this run's beginning
   * @param pace how much faster than life it passes
   * @param looks what the schedules that compare with it saw the last time
   * @param done how many of the things that are due were done by earlier runs
   */
  record AfterwardsRequest(
      String deployment,
      String startedBy,
      Proof starterProof,
      Plan plan,
      String digest,
      List<Script> scripts,
      Origin origin,
      List<Holder> holders,
      AdmittedTarget target,
      List<Seen> baselines,
      List<Look> looks,
      Instant ended,
      Instant now,
      int pace,
      int done) {

    /** The same, further on. */
    public AfterwardsRequest from(int done, List<Look> looks, Instant now) {
      return new AfterwardsRequest(
          deployment,
          startedBy,
          starterProof,
          plan,
          digest,
          scripts,
          origin,
          holders,
          target,
          baselines,
          looks,
          ended,
          now,
          pace,
          done);
    }
  }

  /** What a schedule saw when it looked last. */
  record Look(String schedule, List<Seen> seen) {}

  /** What a probe saw. */
  record Seen(Spec probe, Measurement measurement) {}
}
