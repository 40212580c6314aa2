package io.soakgate.worker;

import io.soakgate.condition.Cluster;
import io.soakgate.readonly.Reconciler;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import java.util.Set;

/** What this worker's Temporal says of deployments; one that it does not know has not ended. */
record EndedDeployments(WorkflowClient client, Cluster own) implements Reconciler.Ended {
  static final Set<WorkflowExecutionStatus> OVER =
      Set.of(
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
          WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT);

  @Override
  public boolean has(String cluster, String deployment) {
    try {
      return own.id().equals(cluster)
          && OVER.contains(client.newUntypedWorkflowStub(deployment).describe().getStatus());
    } catch (RuntimeException silent) {
      // The lease runs out by itself.
      return false;
    }
  }
}
