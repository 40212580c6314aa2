package io.soakgate.deployment;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One deployment of one plan through its environments.
 *
 * <p>Everything that comes in is taken raw and read strictly (decision 2): what the SDK cannot
 * decode it would retry for ever or drop without a word.
 */
@WorkflowInterface
public interface DeploymentWorkflow {
  /** The workflow type people choose in the Temporal UI. */
  String TYPE = "Deployment";

  /**
   * Walks the plan.
   *
   * @param input {@link StartRequest} as JSON
   * @return how it ended and where the report is; every other ending than a success is a failure
   *     whose type is the ending
   */
  @WorkflowMethod(name = TYPE)
  Closing deploy(RawValue input);

  @SignalMethod(
      name = "approve",
      description = "Agree at the open gate: {\"by\": \"you\", \"attest\": [\"all\"]}")
  void approveSignal(RawValue approval);

  @SignalMethod(
      name = "reject",
      description = "Refuse at the open gate: {\"by\": \"you\", \"reason\": \"why\"}")
  void rejectSignal(RawValue approval);

  @SignalMethod(
      name = "revoke",
      description = "Take back what you agreed to, before it starts: {\"by\": \"you\"}")
  void revokeSignal(RawValue approval);

  @SignalMethod(
      name = "command",
      description =
          "pause, resume, abort, rollback, retry, skip, resolve, waive, issue or answer:"
              + " {\"act\": \"pause\", \"by\": \"you\", \"reason\": \"why\"}")
  void commandSignal(RawValue command);

  @UpdateMethod(
      name = "approve",
      description = "Agree at the open gate: {\"by\": \"you\", \"attest\": [\"all\"]}")
  Answer approve(RawValue approval);

  @UpdateMethod(
      name = "reject",
      description = "Refuse at the open gate: {\"by\": \"you\", \"reason\": \"why\"}")
  Answer reject(RawValue approval);

  @UpdateMethod(
      name = "revoke",
      description = "Take back what you agreed to, before it starts: {\"by\": \"you\"}")
  Answer revoke(RawValue approval);

  @UpdateMethod(
      name = "command",
      description =
          "pause, resume, abort, rollback, retry, skip, resolve, waive, issue or answer:"
              + " {\"act\": \"pause\", \"by\": \"you\", \"reason\": \"why\"}")
  Answer command(RawValue command);

  /** Rejects only what is no JSON at all; every other refusal is an answer (decision 20). */
  @UpdateValidatorMethod(updateName = "approve")
  void validateApprove(RawValue approval);

  @UpdateValidatorMethod(updateName = "reject")
  void validateReject(RawValue approval);

  @UpdateValidatorMethod(updateName = "revoke")
  void validateRevoke(RawValue approval);

  @UpdateValidatorMethod(updateName = "command")
  void validateCommand(RawValue command);

  @QueryMethod(name = "status", description = "What runs, who it waits for, what to type now")
  Status status();

  /**
   * @param ending how it ended
   * @param why one sentence
   * @param report where the report is
   */
  record Closing(Ending ending, String why, RecordActivity.ReportFile report) {}
}
