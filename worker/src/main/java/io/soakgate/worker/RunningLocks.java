package io.soakgate.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.soakgate.admission.LockHolders;
import io.soakgate.deployment.TargetLock;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;

/** A target's lock is a child of the deployment that holds it, so Temporal knows whose it is. */
record RunningLocks(WorkflowClient client) implements LockHolders {

  @Override
  public Optional<String> of(String target) {
    try {
      WorkflowExecutionInfo lock = describe(execution(TargetLock.id(target)));
      WorkflowExecution holder = lock.getParentExecution();
      boolean held = lock.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
      if (!held || holder.getWorkflowId().isEmpty() || orphaned(lock)) {
        return Optional.empty();
      }
      return Optional.of(holder.getWorkflowId());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Ends a lock whose holder's run is over: a reset ends a run, and none of its children (F-47).
   */
  private boolean orphaned(WorkflowExecutionInfo lock) {
    if (!EndedDeployments.OVER.contains(describe(lock.getParentExecution()).getStatus())) {
      return false;
    }
    try {
      client
          .newUntypedWorkflowStub(lock.getExecution().getWorkflowId())
          .terminate("the run that held it is over");
    } catch (WorkflowNotFoundException ended) {
      // Temporal was about to end it.
    }
    return true;
  }

  private static WorkflowExecution execution(String id) {
    return WorkflowExecution.newBuilder().setWorkflowId(id).build();
  }

  private WorkflowExecutionInfo describe(WorkflowExecution execution) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(execution)
                .build())
        .getWorkflowExecutionInfo();
  }
}
