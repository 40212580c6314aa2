package io.soakgate.deployment.walk;

import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.walk.check.LastLooks;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Schedule;
import io.soakgate.plan.Severity;
import io.soakgate.verdict.Agenda;
import io.soakgate.verdict.Agenda.Due;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** See {@link AfterwardsWorkflow}: the rooms of a deployment, of which it walks no environment. */
public final class AfterwardsWorkflowImpl extends Attending implements AfterwardsWorkflow {
  /** So many to a run: some hundred events each at most, far from any limit. */
  static final int DUE_PER_RUN = 10;

  /** Whoever has not answered the last question by then does not answer it. */
  private static final Duration LAST = Duration.ofDays(30);

  private final Upkeep upkeep = new Upkeep(parts, Workflow.getInfo().getWorkflowId());
  private final LastLooks looks = new LastLooks();

  @Override
  public void follow(AfterwardsRequest request) {
    CancellationScope whole = CancellationScope.current();
    Stage stage = stage(request);
    begin(request, stage);
    try {
      toTheEnd(request, stage);
    } catch (TemporalFailure e) {
      if (Words.cancelled(e)) {
        Workflow.newDetachedCancellationScope(() -> calledOff(stage, whole)).run();
      }
      throw e;
    }
  }

  private void calledOff(Stage stage, CancellationScope whole) {
    String why = whole.getCancellationReason();
    note(stage, "ok", "ends here: " + (why == null ? "cancelled in Temporal" : why));
    parts.board().working(null, "afterwards is over");
    settle();
  }

  private void toTheEnd(AfterwardsRequest request, Stage stage) {
    looks.begin(request.looks());
    List<Due> all = Agenda.of(request.plan().conduct().afterwards(), request.ended());
    for (int i = request.done(); i < all.size(); i++) {
      Instant next = i + 1 < all.size() ? all.get(i + 1).at() : all.get(i).at().plus(LAST);
      due(stage, request.plan().conduct().schedule(all.get(i).schedule()), all.get(i), next);
      if (i + 1 < all.size() && fullRun(i + 1 - request.done())) {
        settle();
        Workflow.continueAsNew(request.from(i + 1, looks.all(), parts.time().now()));
      }
    }
    note(stage, "ok", "everything that was due is over");
    parts.board().working(null, "afterwards is over");
    settle();
  }

  private static Stage stage(AfterwardsRequest request) {
    Admitted admitted =
        new Admitted(
            Workflow.getInfo().getWorkflowId(),
            request.startedBy(),
            request.starterProof(),
            request.plan(),
            request.digest(),
            request.scripts(),
            request.origin(),
            request.holders(),
            List.of(request.target()),
            null,
            null,
            List.of(),
            null,
            List.of(),
            null);
    Stage stage = new Stage(admitted, request.plan().environments().get(0), List.of());
    request.baselines().forEach(s -> stage.baselines().add(s.probe(), s.measurement()));
    return stage;
  }

  private void begin(AfterwardsRequest request, Stage stage) {
    Admitted admitted = stage.admitted();
    parts.time().pace(request.pace());
    parts.time().reach(request.now());
    parts.admitted(admitted);
    parts.board().entered(stage.target().policy().signatures());
    parts.orders().entered(stage);
    if (request.done() == 0) {
      note(stage, "ok", "begins, after " + request.deployment());
    }
  }

  private void due(Stage stage, Schedule schedule, Due due, Instant next) {
    String times = schedule.times() == 1 ? "" : " " + due.number() + " of " + schedule.times();
    String what = schedule.name() + times;
    parts.board().working(stage.name(), "afterwards");
    parts.board().waiting(what + ", due " + due.at(), null);
    parts.chronicle().send();
    parts.time().sleepUntil(due.at(), stage.name() + ": until " + what);
    parts.board().working(stage.name(), what);
    parts.chronicle().note(stage.name(), what, "afterwards", "ok", "is due");
    parts.telling().say(stage, what, schedule.notices());
    if (schedule.action() != null) {
      String subject = Afterwards.moment(schedule.name()) + "/" + due.number();
      upkeep.run(stage, what, subject, schedule.action(), next);
    }
    look(stage, schedule, what);
    ask(stage, schedule, next);
    parts.chronicle().send();
  }

  /** What does not hold any more is told, loudly, and left to people. */
  private void look(Stage stage, Schedule schedule, String what) {
    List<String> failed =
        parts
            .checks()
            .failures(
                stage,
                Afterwards.moment(schedule.name()),
                schedule.checks(),
                null,
                looks.before(schedule, stage));
    looks.after(schedule, stage);
    if (!failed.isEmpty()) {
      String words = String.join("; ", failed);
      parts.chronicle().warn(stage.name(), what, words);
      parts.telling().alert(stage, what, Severity.PAGE, words);
    }
  }

  private void ask(Stage stage, Schedule schedule, Instant until) {
    if (Afterwards.asked(schedule).isEmpty()) {
      return;
    }
    String refused = parts.gates().hold(stage, Afterwards.moment(schedule.name()), until);
    if (refused != null) {
      stage
          .ticks()
          .open()
          .forEach(t -> parts.chronicle().warn(stage.name(), t.name(), "nobody confirmed it"));
      stage.ticks().confirmed(stage.ticks().open());
      parts.telling().alert(stage, schedule.name(), Severity.WARN, refused);
    }
  }

  private void note(Stage stage, String outcome, String words) {
    parts.chronicle().note(stage.name(), "afterwards", "afterwards", outcome, words);
  }

  private static boolean fullRun(int done) {
    return done >= DUE_PER_RUN || Workflow.getInfo().isContinueAsNewSuggested();
  }

  /** Nothing that was said or written down may be lost between two runs. */
  private void settle() {
    parts.telling().close();
    parts.chronicle().send();
    Workflow.await(() -> Workflow.isEveryHandlerFinished() && parts.chronicle().settled());
  }
}
