package io.soakgate.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.soakgate.admission.LockHolders;
import io.soakgate.deployment.TargetLock;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import java.util.Optional;

/** A target's lock is a child of the deployment that holds it, so Temporal knows whose it is. */
record RunningLocks(WorkflowClient client) implements LockHolders {

  @Override
  public Optional<String> of(String target) {
    try {
      WorkflowExecutionInfo lock = describe(target).getWorkflowExecutionInfo();
      String holder = lock.getParentExecution().getWorkflowId();
      boolean held = lock.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
      return held && !holder.isEmpty() ? Optional.of(holder) : Optional.empty();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private DescribeWorkflowExecutionResponse describe(String target) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(TargetLock.id(target)))
                .build());
  }
}
