package io.soakgate.deployment;

import io.temporal.workflow.Workflow;

/** See {@link TargetLock}. */
public final class TargetLockImpl implements TargetLock {

  @Override
  public void hold(String deployment) {
    Workflow.setCurrentDetails("Held by " + deployment);
    Workflow.await(() -> false);
  }
}
