package io.soakgate.deployment;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Holds one target for one deployment (decision 6): its workflow id exists once, and Temporal ends
 * it with its parent whatever ends that. The holder is the parent's workflow id.
 */
@WorkflowInterface
public interface TargetLock {
  /** The workflow type. */
  String TYPE = "TargetLock";

  /** What stands before the target in a lock's workflow id. */
  String PREFIX = "soakgate-lock-";

  /** The workflow id of the lock of a target. */
  static String id(String target) {
    return PREFIX + target;
  }

  /** The target of a lock's workflow id. */
  static String target(String id) {
    return id.substring(PREFIX.length());
  }

  /**
   * Runs until it is cancelled or its parent ends, and renews the lease in the target meanwhile:
   * nothing else lives exactly as long as the holder, whatever that waits for.
   *
   * @param deployment the deployment in whose name the target is worked on: the holder, or the one
   *     that the holder takes back
   */
  @WorkflowMethod(name = TYPE)
  void hold(String deployment);

  /**
   * Cancels the holder in Temporal's sense. A workflow cannot do that to itself, and without it a
   * deployment that a person aborted would end as Failed, not as Canceled.
   */
  @SignalMethod(name = "callOff")
  void callOff(String reason);
}
