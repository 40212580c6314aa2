package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.ConditionActivity.LeaseRequest;
import io.soakgate.deployment.ConditionActivity.Leased;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.TargetLock;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The targets this deployment holds, from admission to its ending. */
public final class Locks {
  private static final int TRIES = 5;
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  // Longer than the ten seconds after which a lost task is tried again, so that the lock's own
  // comes first. What still holds then ends with this deployment.
  private static final Duration LET_GO = Duration.ofSeconds(15);

  private String deployment;
  private final List<Promise<Void>> held = new ArrayList<>();
  private final List<CancellationScope> scopes = new ArrayList<>();
  private final List<TargetLock> locks = new ArrayList<>();
  private final List<String> leased = new ArrayList<>();
  private boolean released;
  private final List<String> said = new ArrayList<>();

  /**
   * @param deployment the deployment in whose name the targets are worked on
   */
  public Locks(String deployment) {
    this.deployment = deployment;
  }

  /** Works in the name of another deployment from now on; nothing is held yet. */
  public void inTheNameOf(String other) {
    deployment = other;
  }

  /**
   * Takes a target's lock.
   *
   * @return null when it is held now, else who holds it
   */
  public String take(String target) {
    for (int i = 1; i <= TRIES; i++) {
      if (started(target)) {
        return null;
      }
      String holder = Outside.admitPlan("who holds " + target).holder(target);
      if (holder != null) {
        return holder;
      }
      // Its holder has ended and Temporal is about to end the lock.
      Waiting.atMost(BETWEEN, "until the old lock of " + target + " has ended", () -> false);
    }
    return "a deployment that has ended";
  }

  /**
   * Takes the lease in the target itself, for deployers that another Temporal serves (F-29).
   *
   * @return whose it is now, and what there is to say about it
   */
  public Leased lease(String target) {
    leased.add(target);
    Leased answer = Outside.conditions(target, "take the lease of " + target).take(request(target));
    if (answer.held() && answer.words() != null) {
      said.add(target + ": " + answer.words());
    }
    return answer;
  }

  /** What there was to say when the leases were taken. */
  public List<String> said() {
    return List.copyOf(said);
  }

  private void giveBack() {
    List<Promise<Void>> given =
        leased.stream()
            .map(t -> Async.procedure(Outside.release(t)::release, request(t)))
            .map(p -> p.handle((done, failure) -> done))
            .toList();
    Waiting.atMost(
        PATIENCE,
        "until the leases are given back",
        () -> given.stream().allMatch(Promise::isCompleted));
  }

  private LeaseRequest request(String target) {
    return new LeaseRequest(deployment, target);
  }

  private boolean started(String target) {
    TargetLock lock = Workflow.newChildWorkflowStub(TargetLock.class, options(target));
    List<Promise<Void>> begun = new ArrayList<>();
    CancellationScope scope =
        Workflow.newDetachedCancellationScope(
            () -> begun.add(Async.procedure(lock::hold, deployment)));
    scope.run();
    try {
      Workflow.getWorkflowExecution(lock).get();
    } catch (ChildWorkflowFailure e) {
      return false;
    }
    scopes.add(scope);
    locks.add(lock);
    held.addAll(begun);
    return true;
  }

  private static ChildWorkflowOptions options(String target) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(TargetLock.id(target))
        .setTaskQueue(Queues.SOAKGATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_TERMINATE)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setStaticSummary("lock of " + target)
        .build();
  }

  /** Has a lock cancel this deployment, so that an abort ends as Temporal's cancel does. */
  public void callOff(CancellationScope whole, String reason) {
    if (locks.isEmpty() || whole.isCancelRequested()) {
      return;
    }
    locks.get(0).callOff(reason);
    Waiting.atMost(PATIENCE, "until the lock has called it off", whole::isCancelRequested);
  }

  /** Lets all of them go, once, so that the next deployment finds them free. */
  public void release() {
    if (released) {
      return;
    }
    released = true;
    giveBack();
    scopes.forEach(CancellationScope::cancel);
    Waiting.atMost(
        LET_GO, "until the locks are released", () -> held.stream().allMatch(Promise::isCompleted));
  }
}
