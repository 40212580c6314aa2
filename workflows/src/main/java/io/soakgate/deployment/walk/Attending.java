package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Conversation;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.Aftermath.End;
import io.soakgate.deployment.walk.people.MessageReader;
import io.soakgate.deployment.walk.stage.Identifying;
import io.soakgate.deployment.walk.stage.Stop;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.DynamicUpdateHandler;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A workflow that people talk to: its rooms, and the messages that come into them. */
abstract class Attending implements Conversation {
  // The Temporal UI shows it, without a name, above the messages that people choose from.
  private static final String UNKNOWN = "Choose below: every other name is refused";

  final Parts parts = Parts.of(Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getRunId());
  final Identifying identifying = new Identifying();
  private final Inbox inbox =
      new Inbox(identifying, parts.gates(), parts.orders(), parts.chronicle());

  /** Listens for messages of every name: an unknown one is answered, never dropped. */
  Attending() {
    Workflow.registerListener(new UnknownSignals());
    Workflow.registerListener(new UnknownUpdates());
  }

  /**
   * Walks, comes to an end and closes; no cancel keeps it from its end.
   *
   * @param walk throws a {@link Stop} where it goes no further
   * @param done the end of a walk that got through
   * @param stopped the end of one that did not
   * @param closer asked for once the end is known
   */
  final Closing attend(
      Runnable walk, Supplier<End> done, Function<Stop, End> stopped, Supplier<Closer> closer) {
    CancellationScope whole = CancellationScope.current();
    Stop stop = walked(walk);
    End end = detached(() -> stop == null ? done.get() : stopped.apply(stop));
    return Closer.result(detached(() -> closer.get().close(end, whole)));
  }

  private Stop walked(Runnable walk) {
    try {
      parts.orders().walk(walk);
      return null;
    } catch (Stop stop) {
      return stop;
    }
  }

  private static <T> T detached(Supplier<T> work) {
    List<T> came = new ArrayList<>();
    Workflow.newDetachedCancellationScope(() -> came.add(work.get())).run();
    return came.get(0);
  }

  private final class UnknownSignals implements DynamicSignalHandler {
    @Override
    public void handle(String name, EncodedValues arguments) {
      inbox.unknown(name);
    }

    @Override
    public String getDescription() {
      return UNKNOWN;
    }
  }

  private final class UnknownUpdates implements DynamicUpdateHandler {
    @Override
    public Object handleExecute(String name, EncodedValues arguments) {
      return inbox.unknown(name);
    }

    @Override
    public String getDescription() {
      return UNKNOWN;
    }
  }

  @Override
  public void approveSignal(RawValue approval) {
    inbox.approval("approve", approval);
  }

  @Override
  public void rejectSignal(RawValue approval) {
    inbox.approval("reject", approval);
  }

  @Override
  public void revokeSignal(RawValue approval) {
    inbox.approval("revoke", approval);
  }

  @Override
  public void commandSignal(RawValue command) {
    inbox.command(command);
  }

  @Override
  public Answer approve(RawValue approval) {
    return inbox.approval("approve", approval);
  }

  @Override
  public Answer reject(RawValue approval) {
    return inbox.approval("reject", approval);
  }

  @Override
  public Answer revoke(RawValue approval) {
    return inbox.approval("revoke", approval);
  }

  @Override
  public Answer command(RawValue command) {
    return inbox.command(command);
  }

  @Override
  public void validateApprove(RawValue approval) {
    MessageReader.readable("approve", approval);
  }

  @Override
  public void validateReject(RawValue approval) {
    MessageReader.readable("reject", approval);
  }

  @Override
  public void validateRevoke(RawValue approval) {
    MessageReader.readable("revoke", approval);
  }

  @Override
  public void validateCommand(RawValue command) {
    MessageReader.readable("command", command);
  }

  @Override
  public Status status() {
    return parts.board().status();
  }
}
