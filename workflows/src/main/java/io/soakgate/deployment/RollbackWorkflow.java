package io.soakgate.deployment;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Takes back what a deployment left behind, after its ending (S-037, ADR 0028): by the plan and the
 * scripts that were admitted then, agreed to and proven as a rollback of a running deployment is.
 */
@WorkflowInterface
public interface RollbackWorkflow extends Conversation {
  /** The workflow type people choose in the Temporal UI. */
  String TYPE = "Rollback";

  /**
   * The workflow id that the command line gives it.
   *
   * @param number which rollback of the deployment, from 1
   */
  static String id(String deployment, int number) {
    return deployment + "/rollback/" + number;
  }

  /**
   * Rolls back.
   *
   * @param input {@link RollbackRequest} as JSON
   * @return never: every ending of it is a failure whose type is the ending
   */
  @WorkflowMethod(name = TYPE)
  Closing rollBack(RawValue input);
}
