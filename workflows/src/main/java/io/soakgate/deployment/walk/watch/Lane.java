package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.WatchWorkflow.Count;
import io.soakgate.deployment.WatchWorkflow.WatchResult;
import io.soakgate.deployment.WatchWorkflow.WatchState;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules of a watch that share its buckets: most share those of the watch, one with {@code
 * every} has buckets of its own. Lanes run beside each other, each in a child workflow.
 */
final class Lane {
  private final Instant begun;
  private Watch planned;
  private Watch watch;
  private WatchState state = WatchState.fresh();
  private Promise<WatchResult> running;
  private CancellationScope scope;
  private String child;
  private Promise<WorkflowExecution> started;
  private boolean done;
  private int lostAfter = -1;

  private Lane(Watch planned, Instant begun) {
    this.begun = begun;
    this.planned = planned;
    this.watch = aligned();
  }

  /** The lanes of a watch that starts now; the one with the watch's own buckets comes first. */
  static List<Lane> of(Watch watch, Instant started) {
    List<Lane> lanes = new ArrayList<>();
    List<Rule> shared = watch.rules().stream().filter(r -> r.every() == null).toList();
    List<Duration> lengths =
        watch.rules().stream().map(Rule::every).filter(Objects::nonNull).distinct().toList();
    if (!shared.isEmpty() || lengths.isEmpty()) {
      lanes.add(new Lane(watch.with(watch.phases(), watch.sample(), shared), started));
    }
    for (Duration every : lengths) {
      Duration sample = every.compareTo(watch.sample()) < 0 ? every : watch.sample();
      List<Rule> rules = watch.rules().stream().filter(r -> every.equals(r.every())).toList();
      List<Phase> own = List.of(new Phase(Duration.ZERO, every));
      lanes.add(new Lane(watch.with(own, sample, rules), started));
    }
    return List.copyOf(lanes);
  }

  private Watch aligned() {
    return planned.onClock()
        ? planned.with(
            Buckets.onClock(planned.phases(), planned.length(), begun),
            planned.sample(),
            planned.rules())
        : planned;
  }

  Watch watch() {
    return watch;
  }

  WatchState state() {
    return state;
  }

  /** What its rules ask of the walk. */
  List<Spec> asked() {
    return watch.rules().stream().filter(AskedOfWalk::asks).map(Rule::probe).toList();
  }

  /** A child that is over needs no signal, so that one does not arrive is no matter. */
  void signal(String signal, Object what) {
    if (looking() && !ready()) {
      Async.procedure(
          () -> Workflow.newUntypedExternalWorkflowStub(startedChild()).signal(signal, what));
    }
  }

  /** The id of the child that looks now, once it has started: before that it hears nothing. */
  private String startedChild() {
    String id = child;
    started.get();
    return id;
  }

  /** Whether it has buckets left and nobody looks. */
  boolean idle() {
    return running == null && !done;
  }

  /** Whether every bucket was judged. */
  boolean done() {
    return done;
  }

  boolean looking() {
    return running != null;
  }

  boolean ready() {
    return running != null && running.isCompleted();
  }

  void looks(
      String child,
      CancellationScope scope,
      Promise<WatchResult> running,
      Promise<WorkflowExecution> started) {
    this.child = child;
    this.started = started;
    this.scope = scope;
    this.running = running;
  }

  /**
   * What the child returned.
   *
   * @throws io.temporal.failure.ChildWorkflowFailure when somebody ended the child
   */
  WatchResult take() {
    Promise<WatchResult> ended = running;
    running = null;
    child = null;
    return ended.get();
  }

  /** It lasts longer than it was begun for; whoever looks now looks to the end it knows of. */
  void longer(Duration more) {
    planned = planned.longer(more);
    watch = aligned(); // what is added is a phase of its own: the buckets before it stay
    done = false;
  }

  /** Whether all its buckets are judged by then. */
  boolean isLast(int bucket) {
    return bucket >= Buckets.of(watch).size();
  }

  /** Begins with how its rules stood in an earlier run of the watch. */
  void again(List<Count> counts) {
    state =
        WatchState.again(
            counts.stream()
                .filter(c -> watch.rules().stream().anyMatch(r -> r.name().equals(c.rule())))
                .toList());
  }

  /** Whether a child of it was lost after this bucket before. */
  boolean lostAgain(int past) {
    boolean again = lostAfter == past;
    lostAfter = past;
    return again;
  }

  /** Goes on behind this bucket: of those before it, what nobody told of is lost. */
  void goOn(int past) {
    state = new WatchState(Math.max(past, state.bucket()), state.counts(), state.summed());
  }

  /** Goes on from where the result says. */
  void at(WatchState state, boolean done) {
    this.state = state;
    this.done = done;
  }

  /** Stops looking; {@link #ready} tells when it has stopped. */
  void stop() {
    if (running != null) {
      scope.cancel();
    }
  }
}
