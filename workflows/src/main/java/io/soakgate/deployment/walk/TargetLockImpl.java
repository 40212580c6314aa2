package io.soakgate.deployment.walk;

import io.soakgate.deployment.TargetLock;
import io.temporal.workflow.Workflow;

/** See {@link TargetLock}. */
public final class TargetLockImpl implements TargetLock {

  private String reason;

  @Override
  public void hold(String deployment) {
    Workflow.setCurrentDetails("Held by " + deployment);
    Workflow.await(() -> reason != null);
    Workflow.newUntypedExternalWorkflowStub(deployment).cancel(reason);
    Workflow.await(() -> false);
  }

  @Override
  public void callOff(String reason) {
    this.reason = reason;
  }
}
