package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Evidence.Issue;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.deployment.WatchWorkflow;
import io.soakgate.deployment.WatchWorkflow.Baseline;
import io.soakgate.deployment.WatchWorkflow.Count;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchResult;
import io.soakgate.deployment.walk.check.Handing;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Waiting;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Snooze;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One watch while it is kept: its lanes, each a child workflow, and what they saw. What is made of
 * that is its {@link Manner}'s.
 */
public final class Vigil {
  /** A child that asks the walk's own probes just then is cut off: a rollback does not wait. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final String CANCELLED = "its workflow was cancelled in Temporal";

  private final Stage stage;
  private final PlanTime time;
  private final Chronicle chronicle;
  private final Handing handing;
  private final Manner manner;
  private final List<Story.Bucket> judged = new ArrayList<>();
  private Watch watch;
  private List<Lane> lanes = List.of();
  private List<Snooze> snoozes = List.of();
  private boolean restart;
  private boolean over;
  private int runs;
  private Instant began;
  private Instant started;
  private Instant startedReal;

  public Vigil(
      Stage stage,
      Watch watch,
      PlanTime time,
      Chronicle chronicle,
      Handing handing,
      Manner manner) {
    this.handing = handing;
    this.stage = stage;
    this.watch = watch;
    this.time = time;
    this.chronicle = chronicle;
    this.manner = manner;
  }

  /** Watches until every bucket was judged, or until it is {@link #end ended}. */
  public void keep() {
    began = time.now();
    begin();
    while (goesOn()) {
      if (restart && lanes.stream().noneMatch(Lane::looking)) {
        begin();
        note("ok", "starts again from its first bucket");
      }
      if (!restart && !over) {
        lanes.stream().filter(Lane::idle).forEach(this::look);
      }
      Workflow.await(
          () ->
              manner.interrupts() || lanes.stream().anyMatch(Lane::ready) || over && nobodyLooks());
      if (manner.interrupts()) {
        manner.interrupted();
      }
      lanes.stream().filter(Lane::ready).forEach(this::took);
      restart = restart || watch.beside() && !over && lanes.stream().allMatch(Lane::done);
      chronicle.send();
    }
  }

  private boolean goesOn() {
    return over ? !nobodyLooks() : restart || lanes.stream().anyMatch(l -> !l.done());
  }

  private boolean nobodyLooks() {
    return lanes.stream().noneMatch(Lane::looking);
  }

  private void begin() {
    restart = false;
    started = time.now();
    manner.begins(started);
    startedReal = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    List<Count> counts = lanes.stream().flatMap(l -> l.state().counts().stream()).toList();
    lanes = Lane.of(watch, started);
    lanes.forEach(lane -> lane.again(counts));
  }

  private void look(Lane lane) {
    runs++;
    String child =
        stage.admitted().deployment() + "/" + stage.name() + "/" + watch.name() + "/" + runs;
    WatchWorkflow stub = Workflow.newChildWorkflowStub(WatchWorkflow.class, options(child));
    WatchRequest request =
        new WatchRequest(
            stage.scope(started),
            lane.watch(),
            stage.admitted().scripts(),
            started,
            startedReal,
            manner.pace(),
            baselines(),
            lane.state(),
            List.of(),
            List.of(),
            Handing.summed(stage.environment(), watch),
            handing.known(stage, lane.asked()),
            snoozes);
    manner.hurry(started.plus(watch.length()));
    List<Promise<WatchResult>> running = new ArrayList<>();
    // It is asked to end and not cut off, so that it tells what it saw.
    CancellationScope scope =
        Workflow.newDetachedCancellationScope(
            () -> running.add(Async.function(stub::watch, request)));
    scope.run();
    lane.looks(child, scope, running.get(0), Workflow.getWorkflowExecution(stub));
  }

  private void took(Lane lane) {
    WatchResult result = result(lane);
    if (result == null) {
      return;
    }
    saw(result);
    boolean last = over || lane.isLast(result.state().bucket());
    lane.at(result.state(), result.outcome() == WatchWorkflow.Outcome.DONE && last);
    stage
        .sightings()
        .watched(
            watch.name(),
            Handing.watched(
                watch, lanes.stream().flatMap(l -> l.state().summed().stream()).toList()));
    manner.reached(started.plus(Buckets.reached(lane.watch(), result.state().bucket())));
    manner.broken(result.breaches());
  }

  /** What the child returned; null when somebody ended the child, and another one is to go on. */
  private WatchResult result(Lane lane) {
    try {
      return lane.take();
    } catch (ChildWorkflowFailure e) {
      if (!over) {
        // The walk cuts nothing off before it is over, so somebody else did.
        lost(lane, "the watch stopped: " + (Words.cancelled(e) ? CANCELLED : Words.why(e)));
      }
      return null;
    }
  }

  private void lost(Lane lane, String why) {
    if (lane.lostAgain(Buckets.past(lane.watch(), passed()))) {
      manner.lostAgain(why);
    } else {
      manner.lost(why);
    }
    lane.goOn(Buckets.past(lane.watch(), passed()));
  }

  /** How far its buckets are by the clock. */
  private Duration passed() {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return Duration.between(startedReal, now).multipliedBy(manner.pace());
  }

  /** It is over now; {@link #keep} returns once what was being looked at was judged. */
  public void end() {
    over = true;
    lanes.forEach(lane -> lane.signal("end", "the changes are over"));
  }

  /** Nothing looks any more once this returns; only then may an undo begin. */
  void stop() {
    over = true;
    Workflow.newDetachedCancellationScope(this::stopped).run();
  }

  private void stopped() {
    lanes.forEach(lane -> lane.signal("end", "it is stopped"));
    if (!Waiting.atMost(AT_ONCE, subject() + " stops", this::allReady)) {
      lanes.forEach(Lane::stop);
      Workflow.await(this::allReady);
    }
    lanes.stream()
        .filter(Lane::ready)
        .map(this::result)
        .filter(Objects::nonNull)
        .forEach(this::saw);
  }

  private boolean allReady() {
    return lanes.stream().filter(Lane::looking).allMatch(Lane::ready);
  }

  private void saw(WatchResult result) {
    judged.addAll(result.buckets());
    result.unkept().forEach(chronicle::add);
  }

  /** Has it start again from its first bucket. */
  void again(String words) {
    restart = true;
    lanes.forEach(lane -> lane.signal("issue", words));
  }

  /** Has it last longer. */
  void extend(Duration more) {
    watch = watch.longer(more);
    lanes.forEach(lane -> lane.longer(more));
    manner.hurry(started.plus(watch.length()));
  }

  /** What it watches, as long as it was extended to. */
  Watch watch() {
    return watch;
  }

  /** Lets those know of an issue who count them. */
  public void noted(Issue issue) {
    lanes.stream()
        .filter(lane -> lane.asked().stream().anyMatch(probe -> probe.kind().equals("issues")))
        .forEach(lane -> lane.signal("noted", issue));
  }

  /** Lets those who judge know which rules are snoozed, or were. */
  public void snoozed(List<Snooze> all) {
    snoozes = all;
    lanes.forEach(lane -> lane.signal("snoozed", all));
  }

  private ChildWorkflowOptions options(String child) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(child)
        .setTaskQueue(Queues.SOAKGATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setStaticSummary(stage.name() + ": " + watch.name())
        .build();
  }

  private List<Baseline> baselines() {
    return watch.rules().stream()
        .filter(r -> stage.baselines().has(r.probe()))
        .map(r -> new Baseline(r.name(), stage.baselines().of(r.probe())))
        .toList();
  }

  /** What ended between success and breach, in words (T-16). */
  public Stream<String> between() {
    return Between.success(judged).stream();
  }

  /** How many buckets were judged. */
  int buckets() {
    return judged.size();
  }

  /** Tells the report what was seen. */
  public void tell(String outcome) {
    judged.sort(Comparator.comparing(Story.Bucket::to));
    stage.tell(new WatchStory(watch.name(), began, time.now(), outcome, Buckets.told(judged)));
  }

  /** Writes into the audit what came of it. */
  public void note(String outcome, String words) {
    chronicle.note(stage.name(), subject(), "watch", outcome, words);
  }

  /** What the audit calls it. */
  public String subject() {
    return "watch " + watch.name();
  }
}
