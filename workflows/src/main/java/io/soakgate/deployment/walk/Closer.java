package io.soakgate.deployment.walk;

import io.soakgate.deployment.CardActivity.Ended;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.RecordActivity.ReportFile;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.walk.Aftermath.End;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Locks;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Plan;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Brings a deployment to its end: last words, report, locks. */
final class Closer {
  private final Parts parts;
  private final Locks locks;
  private final StartRequest request;
  private final Admitted admitted;
  private final List<Stage> stages;
  private String title;

  Closer(Parts parts, Locks locks, StartRequest request, Admitted admitted, List<Stage> stages) {
    this.parts = parts;
    this.locks = locks;
    this.request = request;
    this.admitted = admitted;
    this.stages = stages;
  }

  /** Gives the report another title than the plan's. */
  Closer titled(String title) {
    this.title = title;
    return this;
  }

  /**
   * @param whole the workflow's own scope. When Temporal's cancel came at any time, the SDK ends
   *     the run as Canceled whatever is returned, so the report says the same
   */
  Closing close(End end, CancellationScope whole) {
    Ending ending = whole.isCancelRequested() ? Ending.CANCELLED : end.ending();
    parts.board().working(null, "report");
    parts.telling().soon();
    boolean succeeded = ending.exitCode() == 0;
    if (succeeded) {
      new Afterwards(parts.time(), parts.chronicle()).begin(stages.get(stages.size() - 1));
    }
    String outcome = succeeded ? "ok" : "failed";
    parts.chronicle().note(null, "plan", "ending", outcome, ending + ": " + end.why());
    parts.hold().atTheEnd();
    ReportFile report = report(story(ending, end));
    parts.board().ended(ending, report == null ? null : report.html());
    tell(report);
    parts.orders().close();
    if (ending == Ending.CANCELLED) {
      locks.callOff(whole, end.why());
    }
    locks.release();
    parts.cards().ended(card(ending, end, report));
    parts.telling().close();
    parts.hold().atTheEnd();
    Workflow.await(() -> Workflow.isEveryHandlerFinished() && parts.chronicle().settled());
    return new Closing(ending, end.why(), report);
  }

  private Ended card(Ending ending, End end, ReportFile report) {
    return new Ended(
        ending,
        end.why(),
        report == null ? null : report.html(),
        end.stayed(),
        parts.concessions().list(),
        Duration.between(parts.time().started(), parts.time().now()));
  }

  /** The last entry; with it the store learns how the deployment stands in the end. */
  private void tell(ReportFile report) {
    if (report != null) {
      parts.chronicle().note(null, "report", "told", "ok", "written to " + report.html());
    }
  }

  private ReportFile report(Story story) {
    try {
      return Outside.report("write the report").report(story);
    } catch (ActivityFailure e) {
      parts.chronicle().warn(null, "report", "could not be written: " + Words.why(e));
      return null;
    }
  }

  private Story story(Ending ending, End end) {
    Plan plan = admitted == null ? null : admitted.plan();
    String asked = request.plan() == null ? "unknown" : request.plan();
    return new Story(
        Workflow.getInfo().getWorkflowId(),
        Workflow.getInfo().getRunId(),
        asked,
        title != null ? title : plan == null ? asked : plan.title(),
        admitted == null ? null : admitted.digest(),
        admitted == null ? null : admitted.origin(),
        request.by(),
        parts.time().started(),
        parts.time().now(),
        parts.time().pace(),
        ending,
        end.why(),
        plan == null ? null : plan.takes(),
        admitted == null ? List.of() : admitted.scripts(),
        stages.stream().map(Stage::story).toList(),
        parts.chronicle().entries(),
        end.stayed(),
        parts.chronicle().head(),
        new Found(plan == null ? null : plan.report(), stages, parts.notebook()).in(ending),
        admitted == null ? List.of() : admitted.findings());
  }

  /** The result of the workflow: every ending but a success is a failure in Temporal. */
  static Closing result(Closing closing) {
    return switch (closing.ending()) {
      case SUCCEEDED, SUCCEEDED_WITH_WARNINGS -> closing;
      case CANCELLED -> throw new CanceledFailure(closing.why(), closing);
      case ROLLED_BACK, PARTLY_ROLLED_BACK, REFUSED ->
          throw withoutTrace(
              ApplicationFailure.newNonRetryableFailure(
                  closing.why(), closing.ending().name(), closing));
    };
  }

  /** An ending is no accident; the Temporal UI would show the trace above the ending's name. */
  private static ApplicationFailure withoutTrace(ApplicationFailure ending) {
    ending.setStackTrace(new StackTraceElement[0]);
    return ending;
  }
}
