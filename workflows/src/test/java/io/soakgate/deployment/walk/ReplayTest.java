package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.watch.WatchWorkflowImpl;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.RawValue;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of every release must replay on today's code (INV-22). */
class ReplayTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "success",
        "breach",
        "refusal",
        "cancel",
        "breach-watch",
        "incidents",
        "incidents-watch"
      })
  void aStoredHistoryReplays(String name) {
    assertThatCode(() -> replay(name, DeploymentWorkflowImpl.class, WatchWorkflowImpl.class))
        .doesNotThrowAnyException();
  }

  /** Else the Temporal UI shows a number for a name, and a wait that nobody waits for. */
  @ParameterizedTest
  @ValueSource(strings = {"success", "breach", "refusal", "cancel", "incidents"})
  void everyTimerSaysWhatItIsForAndIsGoneAtTheEnd(String name) throws IOException {
    List<HistoryEvent> events = stored(name).getEvents();
    List<HistoryEvent> timers =
        events.stream()
            .filter(e -> e.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
            .toList();

    assertThat(timers).allMatch(e -> e.getUserMetadata().hasSummary());
    assertThat(
            events.stream()
                .filter(
                    e ->
                        e.getEventType() == EventType.EVENT_TYPE_TIMER_FIRED
                            || e.getEventType() == EventType.EVENT_TYPE_TIMER_CANCELED))
        .hasSameSizeAs(timers);
  }

  @Test
  void aChangedWorkflowDoesNot() {
    Throwable thrown = catchThrowable(() -> replay("success", SleepsFirst.class));

    assertThat(thrown).hasMessageContaining("NonDeterministicException");
  }

  // A busy machine loads a class for more than the second after which a replay counts as hanging.
  private static void replay(String name, Class<?>... types) throws Exception {
    WorkerOptions patient =
        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000).build();
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker("replay", patient);
      worker.registerWorkflowImplementationTypes(types);
      WorkflowReplayer.replayWorkflowExecution(stored(name), worker);
    }
  }

  /** The id matters: the ids of children are made from it. */
  private static WorkflowExecutionHistory stored(String name) throws IOException {
    try (InputStream file = ReplayTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return WorkflowExecutionHistory.fromJson(json, "deployment-1");
    }
  }

  /** The deployment, with one timer more at its start. */
  public static final class SleepsFirst implements DeploymentWorkflow {
    private final DeploymentWorkflowImpl story = new DeploymentWorkflowImpl();

    @Override
    public Closing deploy(RawValue input) {
      Workflow.sleep(Duration.ofSeconds(1));
      return story.deploy(input);
    }

    @Override
    public void approveSignal(RawValue approval) {
      story.approveSignal(approval);
    }

    @Override
    public void rejectSignal(RawValue approval) {
      story.rejectSignal(approval);
    }

    @Override
    public void revokeSignal(RawValue approval) {
      story.revokeSignal(approval);
    }

    @Override
    public void commandSignal(RawValue command) {
      story.commandSignal(command);
    }

    @Override
    public Answer approve(RawValue approval) {
      return story.approve(approval);
    }

    @Override
    public Answer reject(RawValue approval) {
      return story.reject(approval);
    }

    @Override
    public Answer revoke(RawValue approval) {
      return story.revoke(approval);
    }

    @Override
    public Answer command(RawValue command) {
      return story.command(command);
    }

    @Override
    public void validateApprove(RawValue approval) {
      story.validateApprove(approval);
    }

    @Override
    public void validateReject(RawValue approval) {
      story.validateReject(approval);
    }

    @Override
    public void validateRevoke(RawValue approval) {
      story.validateRevoke(approval);
    }

    @Override
    public void validateCommand(RawValue command) {
      story.validateCommand(command);
    }

    @Override
    public Status status() {
      return story.status();
    }
  }
}
