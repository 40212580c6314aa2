package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Evidence;
import io.soakgate.deployment.ProbeActivity;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.WatchWorkflow;
import io.soakgate.deployment.walk.stage.NamedScripts;
import io.soakgate.deployment.walk.stage.Outside;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Snooze;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** See {@link WatchWorkflow}: one activity per bucket, no timer, no look at the clock. */
public final class WatchWorkflowImpl implements WatchWorkflow {
  /** So many buckets to a run, a day of five minutes: about 1,750 events, far from any limit. */
  public static final int BUCKETS_PER_RUN = 290;

  private static final Duration SHORTEST = Duration.ofMillis(10);

  private final int perRun;
  private final List<Entry> unkept = new ArrayList<>();
  private boolean restarted;
  private boolean ended;
  private final List<Evidence.Issue> noted = new ArrayList<>();
  private List<Snooze> snoozes;

  /** As Temporal makes one. */
  public WatchWorkflowImpl() {
    this(BUCKETS_PER_RUN);
  }

  /** One whose runs are shorter. */
  public WatchWorkflowImpl(int perRun) {
    this.perRun = perRun;
  }

  @Override
  public WatchResult watch(WatchRequest request) {
    unkept.addAll(request.unkept());
    List<Story.Bucket> judged = new ArrayList<>(request.judged());
    AskedOfWalk asked = new AskedOfWalk(request, noted);
    Tally tally = new Tally(request);
    snoozes = snoozes == null ? request.snoozes() : snoozes; // a signal may be here first
    List<Buckets.Bucket> all = Buckets.of(request.watch());
    int first = request.state().bucket();
    WatchDetails details = new WatchDetails(request, all.size());
    for (Buckets.Bucket bucket : all.subList(first, all.size())) {
      Workflow.setCurrentDetails(details.of(bucket, tally.standings()));
      BucketReading reading = look(request, bucket);
      if (reading == null) {
        return ended
            ? result(Outcome.DONE, tally.state(bucket.number() - 1), List.of(), judged)
            : result(Outcome.RESTARTED, tally.again(), List.of(), judged);
      }
      Buckets.Bucket over = ended ? bucket.until(passed(request)) : bucket;
      judged.add(tally.judge(over, asked.with(over, reading, tally.sum(reading)), snoozes));
      List<Breach> breaches = tally.breaches(bucket);
      WatchState state = tally.state(bucket.number());
      if (!breaches.isEmpty()) {
        return result(Outcome.BREACH, state, breaches, judged);
      }
      if (ended) {
        return result(Outcome.DONE, state, List.of(), judged);
      }
      // What starts it again must not be forgotten between two runs.
      if (!restarted
          && !ended
          && bucket.number() < all.size()
          && fullRun(bucket.number() - first)) {
        Workflow.continueAsNew(
            request.from(state, Buckets.told(judged), unkept, asked.known(), snoozes));
      }
    }
    WatchState end = tally.state(all.size());
    return result(Outcome.DONE, end, List.of(), judged);
  }

  private WatchResult result(
      Outcome outcome, WatchState state, List<Breach> breaches, List<Story.Bucket> judged) {
    return new WatchResult(outcome, state, breaches, Buckets.told(judged), List.copyOf(unkept));
  }

  @Override
  public void issue(String words) {
    restarted = true;
  }

  @Override
  public void noted(Evidence.Issue issue) {
    noted.add(issue);
  }

  @Override
  public void snoozed(List<Snooze> all) {
    snoozes = all;
  }

  @Override
  public void end(String words) {
    ended = true;
  }

  private boolean fullRun(int buckets) {
    return buckets >= perRun || Workflow.getInfo().isContinueAsNewSuggested();
  }

  private static Duration passed(WatchRequest request) {
    Duration real =
        Duration.ofMillis(Workflow.currentTimeMillis() - request.startedReal().toEpochMilli());
    return real.multipliedBy(request.pace());
  }

  /** What the bucket's probes saw; null when the watch starts again, or ends before they saw. */
  private BucketReading look(WatchRequest request, Buckets.Bucket bucket) {
    List<Promise<BucketReading>> asked = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> asked.add(ask(request, bucket)));
    scope.run();
    Promise<BucketReading> reading = asked.get(0);
    try {
      Workflow.await(() -> restarted || ended || reading.isCompleted());
    } catch (CanceledFailure e) {
      stopped(reading);
      throw e;
    }
    if (!restarted && !ended) {
      return kept(reading.get());
    }
    scope.cancel();
    stopped(reading);
    return restarted || reading.getFailure() != null ? null : kept(reading.get());
  }

  private BucketReading kept(BucketReading reading) {
    unkept.clear();
    unkept.addAll(reading.unkept());
    return reading;
  }

  /** Nothing looks any more once this returns; only then may an undo or a new watch begin. */
  private static void stopped(Promise<BucketReading> reading) {
    Workflow.newDetachedCancellationScope(() -> Workflow.await(reading::isCompleted)).run();
  }

  private Promise<BucketReading> ask(WatchRequest request, Buckets.Bucket bucket) {
    Watch watch = request.watch();
    Duration real = bucket.length().dividedBy(request.pace());
    Duration every = watch.sample().dividedBy(request.pace());
    String summary =
        request.scope().environment() + ": " + watch.name() + ", bucket " + bucket.number();
    ProbeActivity probes = Outside.bucket(request.scope().target(), real, summary);
    List<RuleProbe> rules =
        watch.rules().stream()
            .filter(r -> r.judgedAt(bucket.from()) && !AskedOfWalk.asks(r))
            .map(
                r ->
                    new RuleProbe(
                        r.name(),
                        r.probe(),
                        r.of(),
                        request.summed().contains(r.name()),
                        r.sameHour()))
            .toList();
    return Async.function(
        probes::bucket,
        new BucketRequest(
            request.scope(),
            watch.name(),
            bucket.number(),
            request.started().plus(bucket.from()),
            request.started().plus(bucket.to()),
            request.startedReal(),
            Buckets.real(request, bucket.from()),
            Buckets.real(request, bucket.to()),
            every.compareTo(SHORTEST) < 0 ? SHORTEST : every,
            rules,
            NamedScripts.of(rules.stream().map(RuleProbe::spec).toList(), request.scripts()),
            List.copyOf(unkept),
            watch.beside()));
  }
}
