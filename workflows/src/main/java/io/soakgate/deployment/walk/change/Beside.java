package io.soakgate.deployment.walk.change;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.check.Handing;
import io.soakgate.deployment.walk.freeze.Frozen;
import io.soakgate.deployment.walk.people.IssueLog;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.people.Reported;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Question;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Stop;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.deployment.walk.watch.Incidents;
import io.soakgate.deployment.walk.watch.Manner;
import io.soakgate.deployment.walk.watch.Snoozes;
import io.soakgate.deployment.walk.watch.Suspects;
import io.soakgate.deployment.walk.watch.Unanswered;
import io.soakgate.deployment.walk.watch.Vigil;
import io.soakgate.plan.Response;
import io.soakgate.plan.Watch;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Watches an environment while it is changed (S-060). A rule that rolls back stops the changes
 * after the one that runs; one that asks holds them there until somebody answers.
 *
 * <p>The watches look in a scope of their own, which nothing but the end of the changes ends: time
 * does not pass faster for them, since work is done meanwhile.
 */
public final class Beside {
  private final PlanTime time;
  private final Orders orders;
  private final Chronicle chronicle;
  private final Incidents incidents;
  private final Handing handing;
  private final IssueLog issues;
  private final Changes changes;
  private final Frozen frozen;
  private final Snoozes snoozes;
  private final Suspects suspects;
  private CancellationScope walked;
  private Question question;
  private boolean asking;
  private Stop stop;

  public Beside(
      PlanTime time,
      Orders orders,
      Chronicle chronicle,
      Incidents incidents,
      Handing handing,
      IssueLog issues,
      Changes changes,
      Frozen frozen,
      Snoozes snoozes,
      Suspects suspects) {
    this.frozen = frozen;
    this.snoozes = snoozes;
    this.suspects = suspects;
    this.handing = handing;
    this.time = time;
    this.orders = orders;
    this.chronicle = chronicle;
    this.incidents = incidents;
    this.issues = issues;
    this.changes = changes;
  }

  /**
   * Makes the changes, and watches meanwhile what the environment has watched beside them.
   *
   * @throws Stop when a change stops, or a rule asks for a rollback
   */
  public void during(Stage stage, Runnable all) {
    question = null;
    asking = false;
    stop = null;
    snoozes.begin();
    walked = Workflow.newCancellationScope(all);
    List<Kept> kept =
        stage.environment().watches(true).stream().map(watch -> new Kept(stage, watch)).toList();
    kept.forEach(Kept::begin);
    if (!kept.isEmpty()) {
      orders.watching(command -> told(command, kept));
    }
    try {
      walked.run();
    } catch (TemporalFailure e) {
      if (stop == null || !Words.cancelled(e)) {
        throw e;
      }
    } finally {
      orders.watching(null);
      end(kept);
    }
    if (stop != null) {
      throw stop;
    }
    asks(stage);
  }

  /** Between two changes, and after the last: what a rule asked for waits for its answer. */
  public void asks(Stage stage) {
    Workflow.await(() -> !asking); // what is behind it is still being asked
    if (question != null) {
      Question asked = question;
      orders.asking().answered(asked);
      question = null;
      frozen.thaw(stage);
    }
  }

  /** What people say of a rule is said of the watch that has it, of one that has none the first. */
  private static Answer told(Command command, List<Kept> kept) {
    String rule = command.option().split("/", 2)[0];
    Kept one =
        kept.stream()
            .filter(k -> Reported.rule(k.watch, rule).isPresent())
            .findFirst()
            .orElse(kept.get(0));
    return switch (command.act()) {
      case BREACH -> one.reported.report(command, one.watch);
      case SNOOZE -> one.snooze(command);
      default ->
          Orders.refused(
              "a watch beside the changes ends with them",
              "pause the deployment, or extend the watch that follows");
    };
  }

  /** Even when the walk was called off: nothing looks any more once this returns. */
  private static void end(List<Kept> kept) {
    Workflow.newDetachedCancellationScope(() -> kept.forEach(Kept::end)).run();
  }

  private void respond(Stage stage, Kept kept, Breach breach) {
    String subject = kept.vigil.subject();
    Response then = breach.then();
    switch (then.act()) {
      case NOTIFY -> {}
      case ISSUE -> kept.unanswered.log(breach, issues);
      case ASK -> {
        if (then.freeze()) {
          frozen.freeze(stage, subject, breach);
        }
        ask(stage, kept, breach, breach.words());
      }
      case ROLLBACK -> {
        if (stage.onlyAPersonStarts(then.option())) {
          ask(stage, kept, breach, breach.words() + Incidents.A_PERSON_RESTORES);
        } else {
          stop(Stop.rollback(then.option(), breach.words()));
        }
      }
    }
  }

  private void ask(Stage stage, Kept kept, Breach breach, String words) {
    if (question == null && !asking) {
      asking = true;
      try {
        String behind = suspects.behind(stage, kept.watch, breach);
        question = incidents.question(stage, breach.then().option(), words + behind);
      } finally {
        asking = false;
      }
    }
    if (question != null) {
      kept.unanswered.asked(breach, question::answered);
    }
  }

  /** What runs is not cut off; whatever waits, waits no longer. */
  private void stop(Stop why) {
    if (stop == null) {
      stop = why;
      Async.procedure(
          () -> {
            Workflow.await(() -> !changes.running());
            walked.cancel(why.why());
          });
    }
  }

  /** One watch while the changes are made. */
  private final class Kept implements Manner {
    private final Stage stage;
    private final Watch watch;
    private final Vigil vigil;
    private final Unanswered unanswered;
    private final Reported reported = new Reported();
    private final Instant from = time.now();
    private Promise<Void> looking;
    private Runnable deaf;

    private Kept(Stage stage, Watch watch) {
      this.stage = stage;
      this.watch = watch;
      this.vigil = new Vigil(stage, watch, time, chronicle, handing, this);
      this.unanswered = new Unanswered(stage, vigil.subject(), chronicle);
    }

    private void begin() {
      vigil.note("ok", "begins, beside the changes");
      deaf = issues.heardBy(vigil::noted);
      Workflow.newDetachedCancellationScope(() -> looking = Async.procedure(vigil::keep)).run();
    }

    private void end() {
      vigil.end();
      deaf.run();
      Workflow.await(looking::isCompleted);
      vigil.tell(stop == null ? "ok" : "breach");
      vigil.between().forEach(words -> chronicle.warn(stage.name(), vigil.subject(), words));
      if (looking.getFailure() != null) {
        chronicle.warn(stage.name(), vigil.subject(), looking.getFailure().getMessage());
      }
      vigil.note("ok", "ended after " + Words.duration(Duration.between(from, time.now())));
    }

    private Answer snooze(Command command) {
      Answer answer = snoozes.take(stage, watch, command);
      vigil.snoozed(snoozes.list());
      return answer;
    }

    @Override
    public void broken(List<Breach> breaches) {
      incident(unanswered.news(snoozes.heeded(stage, breaches)));
    }

    private void incident(List<Breach> breaches) {
      incidents.tell(stage, vigil.subject(), breaches).forEach(b -> respond(stage, this, b));
    }

    @Override
    public boolean interrupts() {
      return reported.any();
    }

    @Override
    public void interrupted() {
      incident(reported.take()); // a person who sees it knows of every snooze
    }

    @Override
    public void lost(String why) {
      incidents.lost(stage, vigil.subject(), why);
    }
  }
}
