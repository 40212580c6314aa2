package io.soakgate.deployment.walk;

import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.deployment.WatchWorkflow;
import io.soakgate.deployment.WatchWorkflow.Baseline;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchResult;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Response;
import io.soakgate.plan.Watch;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Has an environment watched, and does what broken rules ask for.
 *
 * <p>While a question is open the watch goes on: a rule that rolls back must not be blind because
 * another one asked (INV-12, INV-15).
 */
final class Watching {
  private final PlanTime time;
  private final Orders orders;
  private final Board board;
  private final Chronicle chronicle;
  private final Telling telling;
  private final Looking looking;
  private final IssueLog issues;
  private final Frozen frozen;
  private final Reported reported = new Reported();
  private Stage stage;
  private Watch watch;
  private Question question;
  private boolean restart;
  private List<Lane> lanes = List.of();
  private int runs;
  private Instant started;
  private Instant startedReal;
  private Instant furthest;
  private final List<Story.Bucket> judged = new ArrayList<>();

  Watching(
      PlanTime time,
      Orders orders,
      Board board,
      Chronicle chronicle,
      Telling telling,
      Looking looking,
      IssueLog issues,
      Freeze freeze) {
    this.issues = issues;
    this.frozen = new Frozen(freeze, chronicle, telling);
    this.time = time;
    this.orders = orders;
    this.board = board;
    this.chronicle = chronicle;
    this.telling = telling;
    this.looking = looking;
  }

  /**
   * Watches to the end.
   *
   * @throws Stop when a rule asks for a rollback, or a person answers with one
   */
  void watch(Stage stage, Watch watch) {
    this.stage = stage;
    this.watch = watch;
    judged.clear();
    question = null;
    board.working(stage.name(), "watch " + watch.name());
    note("ok", "begins: " + Words.duration(watch.length()));
    issues.heardBy(this::issue);
    orders.breachesTo(reported.of(watch));
    Instant from = time.now();
    try {
      toTheEnd();
      tell(from, "ok");
    } catch (RuntimeException e) {
      stop();
      tell(from, e instanceof Stop ? "breach" : "stopped");
      throw e;
    } finally {
      issues.heardBy(words -> {});
      orders.breachesTo(null);
      time.steady();
    }
    answered();
    Between.success(judged).forEach(words -> chronicle.warn(stage.name(), subject(), words));
    note("ok", "ended after " + Words.duration(watch.length()));
  }

  private void toTheEnd() {
    begin();
    while (restart || lanes.stream().anyMatch(l -> l.looking() || l.idle())) {
      if (restart && lanes.stream().noneMatch(Lane::looking)) {
        begin();
        note("ok", "starts again from its first bucket");
      }
      if (!restart) {
        lanes.stream().filter(Lane::idle).forEach(this::look);
      }
      Workflow.await(
          () -> reported.any() || frozen.thaws(question) || lanes.stream().anyMatch(Lane::ready));
      reported();
      lanes.stream().filter(Lane::ready).forEach(this::took);
      chronicle.send();
    }
  }

  private void begin() {
    restart = false;
    started = time.now();
    furthest = started;
    startedReal = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    lanes = Lane.of(watch, started);
  }

  private void look(Lane lane) {
    runs++;
    String child =
        stage.admitted().deployment() + "/" + stage.name() + "/" + watch.name() + "/" + runs;
    WatchWorkflow stub = Workflow.newChildWorkflowStub(WatchWorkflow.class, Lane.options(stage, watch, child));
    WatchRequest request =
        new WatchRequest(
            stage.scope(started),
            lane.watch(),
            stage.admitted().scripts(),
            started,
            startedReal,
            time.pace(),
            baselines(),
            lane.state(),
            List.of(),
            List.of(),
            Handing.summed(stage.environment(), watch));
    time.hurry(started.plus(watch.length()));
    List<Promise<WatchResult>> running = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> running.add(Async.function(stub::watch, request)));
    scope.run();
    lane.looks(child, scope, running.get(0));
  }

  private void took(Lane lane) {
    WatchResult result = result(lane);
    if (result == null) {
      return;
    }
    judged.addAll(result.buckets());
    result.unkept().forEach(chronicle::add);
    lane.at(result.state(), result.outcome() == WatchWorkflow.Outcome.DONE);
    stage.watched(watch.name(), Handing.watched(watch, lanes));
    Instant reached = started.plus(Buckets.reached(lane.watch(), result.state().bucket()));
    furthest = reached.isAfter(furthest) ? reached : furthest;
    time.reach(furthest);
    result.breaches().stream().filter(Breach::blind).forEach(this::page);
    respond(result.breaches().stream().filter(b -> !b.blind()).toList());
  }

  /** What the child returned; null when somebody ended the child, and a person lets it go on. */
  private WatchResult result(Lane lane) {
    try {
      return lane.take();
    } catch (ChildWorkflowFailure e) {
      if (Words.cancelled(e)) {
        throw e;
      }
      time.steady();
      looking.hold(stage, "watch " + watch.name(), "the watch stopped: " + Words.why(e));
      return null;
    }
  }

  /** Nothing looks any more once this returns; only then may an undo begin. */
  private void stop() {
    lanes.forEach(Lane::stop);
    Workflow.newDetachedCancellationScope(
            () -> Workflow.await(() -> lanes.stream().filter(Lane::looking).allMatch(Lane::ready)))
        .run();
  }

  private List<Baseline> baselines() {
    return watch.rules().stream()
        .filter(r -> stage.baselines().has(r.probe()))
        .map(r -> new Baseline(r.name(), stage.baselines().of(r.probe())))
        .toList();
  }

  private void page(Breach blind) {
    chronicle.note(stage.name(), subject(), "breach", "inconclusive", blind.words());
    telling.alert(stage, subject(), blind.severity(), blind.words() + "; it goes on watching");
  }

  /** Several rules broken in one bucket are one incident, told once, the loudest first. */
  private void respond(List<Breach> breaches) {
    if (breaches.isEmpty()) {
      return;
    }
    String words = breaches.stream().map(Breach::words).collect(Collectors.joining("; "));
    chronicle.note(stage.name(), subject(), "breach", "failed", words);
    telling.notices(stage, Moment.BREACH, words);
    telling.alert(stage, Moment.BREACH, breaches.get(0).severity(), words);
    for (Breach breach : breaches) {
      Response then = breach.then();
      switch (then.act()) {
        case NOTIFY -> {}
        case ISSUE -> issues.rule(stage, breach.words());
        case ASK -> {
          if (then.freeze()) {
            frozen.freeze(stage, subject(), breach);
            board.working(stage.name(), subject());
          }
          ask(then.option(), breach.words());
        }
        case ROLLBACK -> throw Stop.rollback(then.option(), breach.words());
      }
    }
  }

  private void reported() {
    if (frozen.thaws(question)) {
      frozen.thaw(stage);
      board.working(stage.name(), subject());
    }
    if (reported.any()) {
      respond(reported.take());
    }
  }

  private void ask(String option, String words) {
    if (question != null && !question.answered()) {
      return;
    }
    String costs = String.join("; ", stage.cautions().costs(option));
    String asked =
        words
            + ". Roll back "
            + option
            + ", or resume to keep it?"
            + (costs.isEmpty() ? "" : " Mind: " + costs);
    question = new Question(asked, List.of(Act.ROLLBACK, Act.RESUME), option);
    orders.asking().open(question);
  }

  /** A rollback interrupts the walk, so what is waited for here is the word to go on. */
  private void answered() {
    if (question != null) {
      orders.asking().answered(question);
      frozen.thaw(stage);
    }
  }

  /** Somebody, or a rule, logged an issue. */
  private void issue(String words) {
    chronicle.note(stage.name(), subject(), "issue", "ok", words);
    if (!watch.restartOnIssue()) {
      return;
    }
    restart = true;
    for (Lane lane : lanes) {
      String id = lane.child();
      if (id != null && !lane.ready()) {
        Async.procedure(() -> Workflow.newUntypedExternalWorkflowStub(id).signal("issue", words));
      }
    }
  }

  private void tell(Instant from, String outcome) {
    judged.sort(Comparator.comparing(Story.Bucket::to));
    stage.tell(new WatchStory(watch.name(), from, time.now(), outcome, Buckets.told(judged)));
  }

  private void note(String outcome, String words) {
    chronicle.note(stage.name(), subject(), "watch", outcome, words);
  }

  private String subject() {
    return "watch " + watch.name();
  }
}
