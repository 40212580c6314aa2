package io.soakgate.deployment.walk;

import io.soakgate.deployment.ConditionActivity.LeaseRequest;
import io.soakgate.deployment.TargetLock;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** See {@link TargetLock}. */
public final class TargetLockImpl implements TargetLock {
  // Less than half of the shortest lease a target may be given; not on the hour, when buckets and
  // windows end: a lock that is released while it begins to renew is released late.
  private static final Duration EVERY = Duration.ofMinutes(57);

  private String reason;

  @Override
  public void hold(String deployment) {
    Workflow.setCurrentDetails("Held by " + deployment);
    String target = TargetLock.target(Workflow.getInfo().getWorkflowId());
    LeaseRequest lease = new LeaseRequest(deployment, target);
    while (!Waiting.atMost(EVERY, "until the lease of " + target + " is due", this::calledOff)) {
      renew(lease);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(deployment);
      }
    }
    String holder = Workflow.getInfo().getParentWorkflowId().orElse(deployment);
    Workflow.newUntypedExternalWorkflowStub(holder).cancel(reason);
    Workflow.await(() -> false);
  }

  private static void renew(LeaseRequest lease) {
    try {
      Outside.conditions(lease.target(), "renew the lease of " + lease.target()).renew(lease);
    } catch (ActivityFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      // The next one comes in time; a lease that ran out shows before the next change.
    }
  }

  private boolean calledOff() {
    return reason != null;
  }

  @Override
  public void callOff(String reason) {
    this.reason = reason;
  }
}
