package io.soakgate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.Approval;
import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.identity.SigningKey;
import io.soakgate.intake.Voice.Outcome;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a click while nobody answers. */
class VoiceTest {
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final Approval SAID =
      new Approval(
          "brian", null, "production", "go", 1, "d1d1", List.of("all"), null, "slack", null);

  private final SigningKey key = SigningKey.fresh();
  private TestWorkflowEnvironment temporal;

  @BeforeEach
  void open() {
    temporal = TestWorkflowEnvironment.newInstance();
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private WorkflowExecution deployment() {
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                DeploymentWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setTaskQueue("nobody")
                    .setWorkflowId("shop-1")
                    .build());
    return stub.start("{}");
  }

  private static Outcome approve(Voice voice, String run) throws Turned {
    return voice.decision(
        "approve", "shop-1", run, "slack/T/C/1.1/U", "2026-11-21T12:00:00.100Z", SAID);
  }

  @Test
  void whatADeploymentDoesNotAnswerIsLeftWithItAsASignal() throws Turned {
    WorkflowExecution execution = deployment();
    try (Voice voice = new Voice(temporal.getWorkflowClient(), key, PATIENCE.multipliedBy(4))) {
      assertThat(approve(voice, execution.getRunId()))
          .isEqualTo(
              new Outcome(
                  false,
                  false,
                  "shop-1 has been told and has not answered yet; its card shows what it took"));
    }
    List<HistoryEvent> signals =
        temporal
            .getWorkflowClient()
            .fetchHistory("shop-1", execution.getRunId())
            .getHistory()
            .getEventsList()
            .stream()
            .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
            .toList();
    assertThat(signals).hasSize(1);
    var signal = signals.get(0).getWorkflowExecutionSignaledEventAttributes();
    assertThat(signal.getSignalName()).isEqualTo("approve");
    assertThat(signal.getInput().getPayloads(0).getData().toStringUtf8())
        .contains("\"by\":\"brian\"", "\"source\":\"slack\"", "\"key\":\"" + key.open().id());
  }

  @Test
  void whatReachesNobodyIsNotRecordedAndSaysSo() throws Turned {
    WorkflowServiceStubs nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    try (Voice voice = new Voice(WorkflowClient.newInstance(nowhere), key, PATIENCE)) {
      assertThat(approve(voice, "6d2a"))
          .isEqualTo(
              new Outcome(
                  false,
                  false,
                  "not recorded: Temporal cannot be reached; click again, or use soakgate approve"
                      + " shop-1"));
    } finally {
      nowhere.shutdownNow();
    }
  }

  @Test
  void whatHasEndedOrNeverWasIsRefused() {
    WorkflowExecution execution = deployment();
    temporal.getWorkflowClient().newUntypedWorkflowStub("shop-1").terminate("over");
    try (Voice voice = new Voice(temporal.getWorkflowClient(), key, PATIENCE)) {
      assertThatThrownBy(() -> approve(voice, execution.getRunId()))
          .isInstanceOf(Turned.class)
          .hasMessage("shop-1 has ended, or this is an older run's card");
    }
  }
}
