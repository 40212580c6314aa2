package io.soakgate.deployment.walk;

import static io.soakgate.deployment.walk.PlanDraft.must;
import static io.soakgate.deployment.walk.PlanDraft.rule;
import static io.soakgate.deployment.walk.PlanDraft.then;
import static io.soakgate.deployment.walk.PlanDraft.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.soakgate.deployment.Ending;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Window;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CancelTest {
  private static final Duration DAY = Duration.ofHours(24);

  private static void endsCancelledWithEverythingUndone(Lab lab, Running running) {
    running.ends(Ending.CANCELLED);
    assertThat(
            lab.temporal
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(
                    DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(lab.temporal.getNamespace())
                        .setExecution(running.stub.getExecution())
                        .build())
                .getWorkflowExecutionInfo()
                .getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(lab.world.story.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(lab.world.story.stayed()).isEmpty();
    assertThat(lab.world.carried("staging")).isEmpty();
    assertThat(lab.world.carried("production")).isEmpty();
  }

  @Test
  void atTheFirstGate() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().gate("go", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "go");
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
      assertThat(lab.world.log()).isEmpty();
    }
  }

  @Test
  void inTheMiddleOfAChangeTheUndoWaitsUntilItHasStopped() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      FakeWorld.Hanging change = lab.world.hangs("apply policies in staging");
      Running running = lab.start();
      FakeWorld.await(change.begun);
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
      assertThat(lab.world.log())
          .containsExactly(
              "apply indexes in staging",
              "stopped apply policies in staging",
              "undo policies in staging",
              "undo indexes in staging");
    }
  }

  @Test
  void inTheMiddleOfAWatch() {
    PlanDraft plan = PlanDraft.small();
    plan.staging()
        .watch("soak", DAY, Duration.ofHours(1), rule("slow", 1, then(Act.ROLLBACK, "everything")));
    try (Lab lab = new Lab(plan)) {
      FakeWorld.Hanging third = lab.world.hangs("bucket 3");
      Running running = lab.start();
      FakeWorld.await(third.begun);
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
      assertThat(lab.world.log().indexOf("stopped bucket 3"))
          .isLessThan(lab.world.log().indexOf("undo policies in staging"));
    }
  }

  @Test
  void atTheGateOfProductionStagingGoesBackToo() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      Running running = lab.start().untilGate("production", "go");
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
    }
  }

  @Test
  void whileItWaitsForTheWindow() {
    PlanDraft plan = PlanDraft.small();
    plan.production().gates.clear();
    plan.production().window =
        new Window(LocalTime.of(2, 0), LocalTime.of(6, 0), ZoneId.of("America/New_York"), DAY);
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start();
      running.untilDoing("production: window");
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
    }
  }

  @Test
  void whileItIsPaused() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().gate("after", "lead");
    try (Lab lab = new Lab(plan)) {
      Running running = lab.start().untilGate("staging", "after");
      running.command("pause");
      running.approve("ann");
      running.until("paused", s -> "resume".equals(s.waitingFor()));
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
    }
  }

  @Test
  void whileACheckHolds() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.blind("errors");
      Running running = lab.start();
      running.untilQuestion();
      running.stub.cancel();
      endsCancelledWithEverythingUndone(lab, running);
    }
  }

  @Test
  void inTheMiddleOfARollbackItGoesOnRollingBack() {
    PlanDraft plan = PlanDraft.small();
    plan.staging().check("after", must("errors", "query", under("n", 5)));
    try (Lab lab = new Lab(plan)) {
      lab.world.sees("errors", 7);
      FakeWorld.Hanging undo = lab.world.hangs("undo policies in staging");
      Running running = lab.start();
      FakeWorld.await(undo.begun);
      running.stub.cancel();
      undo.letGo.countDown();
      endsCancelledWithEverythingUndone(lab, running);
      assertThat(lab.world.log()).doesNotContain("stopped undo policies in staging");
    }
  }

  @Test
  void abortTakesBackLikeACancelAndSaysWho() {
    try (Lab lab = new Lab(PlanDraft.small())) {
      FakeWorld.Hanging change = lab.world.hangs("apply policies in production");
      Running running = lab.start().untilGate("production", "go");
      running.approve("ann");
      FakeWorld.await(change.begun);

      assertThat(running.command("abort").recorded()).isTrue();

      endsCancelledWithEverythingUndone(lab, running);
      assertThat(lab.world.story.why()).isEqualTo("aborted by ann: because");
    }
  }
}
