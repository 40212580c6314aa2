package io.soakgate.deployment;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/**
 * What people say to a workflow, and what it answers: the same four messages wherever people are
 * asked, each as a signal and as an update (decision 20). Where a workflow takes no commands, its
 * answer says so.
 */
public interface Conversation {

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
}
