package io.soakgate.deployment.walk;

import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.AfterwardsWorkflow.AfterwardsRequest;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Schedule;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Lets begin what follows a deployment that has succeeded; it outlives the deployment (T-38). */
final class Afterwards {
  private static final String MOMENT = "afterwards/";

  private final PlanTime time;
  private final Chronicle chronicle;

  Afterwards(PlanTime time, Chronicle chronicle) {
    this.time = time;
    this.chronicle = chronicle;
  }

  /** What a schedule's checks and its gate are called. */
  static String moment(String schedule) {
    return MOMENT + schedule;
  }

  /** Begins it, where the plan has any; that it could not begin is a warning. */
  void begin(Stage last) {
    List<Schedule> schedules = last.admitted().plan().conduct().afterwards();
    if (schedules.isEmpty()) {
      return;
    }
    String id = AfterwardsWorkflow.id(last.admitted().deployment());
    AfterwardsWorkflow stub =
        Workflow.newChildWorkflowStub(
            AfterwardsWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(Queues.SOAKGATE)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary(last.name() + ": afterwards")
                .build());
    try {
      Async.procedure(stub::follow, request(last, time.now(), time.pace()));
      Workflow.getWorkflowExecution(stub).get();
      chronicle.note(last.name(), "afterwards", "afterwards", "ok", "begins as " + id);
    } catch (TemporalFailure e) {
      chronicle.warn(last.name(), "afterwards", "could not begin: " + Words.why(e));
    }
  }

  /** Ends what follows a deployment that is taken back; that there is none any more is fine. */
  void stop(Stage stage, String deployment, String why) {
    if (stage.admitted().plan().conduct().afterwards().isEmpty()) {
      return;
    }
    String id = AfterwardsWorkflow.id(deployment);
    try {
      Workflow.newUntypedExternalWorkflowStub(id).cancel(why);
      chronicle.note(stage.name(), "afterwards", "afterwards", "ok", "ends: " + why);
    } catch (CancelExternalWorkflowException e) {
      chronicle.note(stage.name(), "afterwards", "afterwards", "ok", id + " has ended already");
    }
  }

  static AfterwardsRequest request(Stage last, Instant now, int pace) {
    Admitted admitted = last.admitted();
    return new AfterwardsRequest(
        admitted.deployment(),
        admitted.startedBy(),
        admitted.starterProof(),
        plan(admitted.plan(), last.environment()),
        admitted.digest(),
        admitted.scripts(),
        admitted.origin(),
        admitted.holders(),
        last.target(),
        last.baselines().seen(),
        List.of(),
        now,
        now,
        pace,
        0);
  }

  /** The plan with what is needed for it alone: it goes through a history again and again. */
  private static Plan plan(Plan plan, Environment last) {
    List<GateRule> gates =
        plan.conduct().afterwards().stream()
            .filter(s -> !asked(s).isEmpty())
            .map(s -> new GateRule(moment(s.name()), asked(s), null))
            .toList();
    return new Plan(
        plan.name(),
        plan.title(),
        null,
        plan.roles(),
        plan.start(),
        plan.contacts(),
        plan.channels(),
        plan.alerts(),
        List.of(),
        List.of(
            new Environment(
                last.name(),
                last.target(),
                last.values(),
                last.window(),
                gates,
                List.of(),
                List.of(),
                null,
                last.ifFails(),
                List.of())),
        List.of(),
        plan.report(),
        List.of(),
        List.of(),
        null,
        plan.conduct());
  }

  /** The roles whom the schedule asks something. */
  static List<String> asked(Schedule schedule) {
    return schedule.checks().stream()
        .filter(Check::attested)
        .map(Check::shownTo)
        .distinct()
        .toList();
  }
}
