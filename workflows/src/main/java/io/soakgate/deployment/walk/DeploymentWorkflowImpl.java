package io.soakgate.deployment.walk;

import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Evidence.Said;
import io.soakgate.deployment.StartRequest;
import io.soakgate.deployment.Story.CheckStory;
import io.soakgate.deployment.walk.Aftermath.End;
import io.soakgate.deployment.walk.people.MessageReader;
import io.soakgate.deployment.walk.rollback.Leaving;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Locks;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Moment;
import io.soakgate.plan.reading.Problems;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The story of a deployment; the rooms it is told in are joined in {@link Parts}. */
public final class DeploymentWorkflowImpl extends Attending implements DeploymentWorkflow {
  private static final int WHY = 1_500;

  private final String deployment = Workflow.getInfo().getWorkflowId();
  private final Locks locks = new Locks(deployment);
  private final Leaving leaving = new Leaving(parts.chronicle());
  private final List<Stage> stages = new ArrayList<>();
  private StartRequest request = new StartRequest(null, null);
  private Admitted admitted;

  @Override
  public Closing deploy(RawValue input) {
    return attend(() -> forward(input), this::succeeded, this::after, this::closer);
  }

  private void forward(RawValue input) {
    read(input);
    admitted = new Admission(deployment, locks, parts.time(), identifying).admit(request);
    tellRooms();
    parts.hold().before(null);
    EnvironmentWalk walk = new EnvironmentWalk(parts);
    for (Environment environment : admitted.plan().environments()) {
      List<CheckStory> earlier = stages.stream().flatMap(s -> s.checks().stream()).toList();
      Stage stage = new Stage(admitted, environment, earlier);
      stages.add(stage);
      parts.orders().entered(stage);
      parts.board().entered(stage.target().policy().signatures());
      walk.walk(stage);
    }
  }

  private Closer closer() {
    return new Closer(parts, locks, request, admitted, stages);
  }

  private void read(RawValue input) {
    Problems problems = new Problems();
    Optional<StartRequest> read = MessageReader.start(input, problems);
    String who = read.map(DeploymentWorkflowImpl::asked).orElse("");
    parts.chronicle().note(null, "plan", "started", "ok", "deployment " + deployment + who);
    request = read.orElseThrow(() -> Stop.refused(Admission.lines(problems.list())));
    parts.board().asked(request.plan());
  }

  private static String asked(StartRequest request) {
    String by = request.by() == null ? "nobody named" : request.by();
    return ", plan " + request.plan() + ", asked for by " + by;
  }

  private void tellRooms() {
    parts.admitted(admitted);
    parts.notebook().admitted(admitted.plan().report(), admitted.holders());
    parts
        .chronicle()
        .note(
            null,
            "plan",
            "admitted",
            "ok",
            admitted.plan().title()
                + ", digest "
                + admitted.digest()
                + ", "
                + admitted.origin().words()
                + parsedBy()
                + mode());
    new Rulebook(admitted).note(parts.chronicle());
    locks.said().forEach(w -> parts.chronicle().note(null, "lease", "admitted", "ok", w));
  }

  private String parsedBy() {
    return admitted.parsedBy() == null ? "" : ", scripts parsed by " + admitted.parsedBy();
  }

  private String mode() {
    return admitted.mode() == null ? "" : ", mode " + admitted.mode().name();
  }

  private End succeeded() {
    stages.forEach(parts.freeze()::off);
    leaving.keep(stages, parts.time().pace());
    if (!parts.chronicle().warned()) {
      return new End(Ending.SUCCEEDED, "everything was done", List.of());
    }
    Concessions let = parts.concessions();
    String words = let.list().isEmpty() ? "" : ": " + String.join("; ", let.list());
    return new End(
        Ending.SUCCEEDED_WITH_WARNINGS,
        Words.cut("everything was done, with warnings" + words, WHY),
        let.stayed());
  }

  private void explained() {
    List<Said> said = parts.notebook().answers(List.of(Moment.ROLLED_BACK));
    parts.course().answered(stages.get(stages.size() - 1), deployment, said);
  }

  private End after(Stop stop) {
    boolean refused = stop.kind() == Stop.Kind.REFUSED;
    parts
        .chronicle()
        .note(
            null,
            "plan",
            refused ? "refused" : "rollback",
            refused ? "refused" : "failed",
            stop.why());
    End end = new Aftermath(parts).after(stop, stages);
    leaving.keep(stages, parts.time().pace());
    if (end.ending() == Ending.ROLLED_BACK || end.ending() == Ending.PARTLY_ROLLED_BACK) {
      // What is wrong can be mended and tried again while people still think about why.
      locks.release();
      parts.notebook().askAfterRollback(parts.orders(), deployment);
      explained();
    }
    return end;
  }
}
