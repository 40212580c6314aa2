package io.soakgate.deployment.walk;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Left;
import io.soakgate.deployment.Left.LeftIn;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.RollbackWorkflow;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.walk.Aftermath.End;
import io.soakgate.deployment.walk.TakingBack.Back;
import io.soakgate.deployment.walk.people.MessageReader;
import io.soakgate.deployment.walk.rollback.Leaving;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Locks;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Plan;
import io.soakgate.plan.Rollback;
import io.soakgate.plan.Severity;
import io.soakgate.plan.reading.Problems;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/** See {@link RollbackWorkflow}: the rooms of a deployment, of which it only goes back. */
public final class RollbackWorkflowImpl extends Attending implements RollbackWorkflow {
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private final Locks locks = new Locks(workflow);
  private final Leaving leaving = new Leaving(parts.chronicle());
  private RollbackRequest request = new RollbackRequest(null, null, null, null);
  private Back back;

  @Override
  public Closing rollBack(RawValue input) {
    return attend(() -> untilAgreed(input), this::takeBack, this::nothing, this::closer);
  }

  private void untilAgreed(RawValue input) {
    read(input);
    locks.inTheNameOf(request.deployment());
    Admission admission = new Admission(workflow, locks, parts.time(), identifying);
    back = new TakingBack(workflow, admission, identifying).admit(request);
    tellRooms();
    Stage stage = back.stage();
    parts.hold().before(stage);
    String when = "before rollback " + request.named();
    parts.readiness().await(stage, when, null);
    if (!back.roles().isEmpty()) {
      String refused = parts.gates().ask(stage, Rollback.gate(request.named()), back.roles());
      if (refused != null) {
        throw Stop.refused(stage.name() + ": " + refused);
      }
      parts.readiness().await(stage, when, null);
    }
    parts.permission().given(request.named());
  }

  private void read(RawValue input) {
    Problems problems = new Problems();
    Optional<RollbackRequest> read = MessageReader.rollback(input, problems);
    String who = read.map(RollbackWorkflowImpl::asked).orElse("");
    parts.chronicle().note(null, "plan", "started", "ok", "rollback " + workflow + who);
    request = read.orElseThrow(() -> Stop.refused(Admission.lines(problems.list())));
  }

  private static String asked(RollbackRequest request) {
    String by = request.by() == null ? "nobody named" : request.by();
    return "%s of %s, asked for by %s: %s"
        .formatted(" with " + request.named(), request.deployment(), by, request.reason());
  }

  private void tellRooms() {
    Admitted admitted = back.stage().admitted();
    Plan plan = admitted.plan();
    parts.time().pace(back.left().pace());
    parts.admitted(admitted);
    parts.notebook().admitted(plan.report(), admitted.holders());
    parts.board().entered(back.stage().target().policy().signatures());
    parts.board().caveats(back.stage().cautions().caveats());
    parts.board().ways(admitted.ways(back.stage().name()));
    parts.orders().entered(back.stage());
    parts
        .chronicle()
        .note(
            null,
            "plan",
            "admitted",
            "ok",
            "%s, digest %s, as %s left it at %s"
                .formatted(
                    plan.title(),
                    admitted.digest(),
                    back.left().deployment(),
                    back.left().ended()));
    locks.said().forEach(w -> parts.chronicle().note(null, "lease", "admitted", "ok", w));
  }

  private End takeBack() {
    Stage stage = back.stage();
    String why = (request.by() == null ? "" : request.by() + ": ") + request.reason();
    back.here().applied().forEach(stage::register);
    int asks = back.left().asks() + Left.ASKS;
    leaving.keep(back.left().from(workflow, asks, back.left().environments()));
    new Afterwards(parts.time(), parts.chronicle())
        .stop(stage, back.left().deployment(), "rolled back by " + workflow);
    parts
        .telling()
        .alert(stage, "rollback", Severity.PAGE, "rollback " + request.named() + " begins: " + why);
    List<String> stayed = parts.compensation().rollBack(stage, request.named(), why);
    leaving.keep(back.left().from(workflow, asks, left(stage)));
    locks.release();
    parts.notebook().askAfterRollback(parts.orders(), workflow);
    parts.course().answered(stage, workflow, parts.notebook().answers(List.of(Moment.ROLLED_BACK)));
    return new End(stayed.isEmpty() ? Ending.ROLLED_BACK : Ending.PARTLY_ROLLED_BACK, why, stayed);
  }

  private List<LeftIn> left(Stage stage) {
    return back.left().environments().stream()
        .map(
            e ->
                e.environment().equals(stage.name())
                    ? e.with(stage.stays(), stage.standing().catalog())
                    : e)
        .toList();
  }

  private End nothing(Stop stop) {
    boolean off = stop.kind() == Stop.Kind.CALLED_OFF;
    parts.chronicle().note(null, "plan", "refused", "refused", stop.why());
    return new End(off ? Ending.CANCELLED : Ending.REFUSED, stop.why(), List.of());
  }

  private Closer closer() {
    Plan plan = back == null ? null : back.left().plan();
    StartRequest asked = new StartRequest(plan == null ? null : plan.name(), request.by());
    return back == null
        ? new Closer(parts, locks, asked, null, List.of())
        : new Closer(parts, locks, asked, back.stage().admitted(), List.of(back.stage()))
            .titled("Rollback of " + request.deployment() + ": " + plan.title());
  }
}
