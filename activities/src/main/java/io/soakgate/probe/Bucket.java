package io.soakgate.probe;

import io.soakgate.deployment.Known;
import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.RuleProbe;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.plan.Spec;
import io.soakgate.verdict.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One bucket: looks at every probe again and again until the bucket is over, and folds what was
 * seen. Rules with the same probe share its samples.
 *
 * <p>Samples are due at fixed times from the bucket's start. Those that pass while a look is still
 * going on are not missed: they could not be taken. Those that pass while nobody looks are lost,
 * and a rule that saw less than half of its samples saw nothing (plan language, rule 15).
 */
final class Bucket {
  // How late a worker may be without anything being lost: waits that pass faster than life make
  // buckets shorter than the time it takes to hand one over.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final BucketRequest request;
  private final Looks looks;
  private final Clock clock;
  private final Sleeper sleeper;
  private final List<Spec> specs = new ArrayList<>();

  Bucket(BucketRequest request, Looks looks, Clock clock, Sleeper sleeper) {
    this.request = request;
    this.looks = looks;
    this.clock = clock;
    this.sleeper = sleeper;
    request.probes().stream()
        .map(RuleProbe::spec)
        .filter(spec -> position(spec) < 0)
        .forEach(specs::add);
  }

  /** Where it begins. */
  Progress fresh() {
    return Progress.fresh(specs.size());
  }

  /**
   * Samples until the bucket is over.
   *
   * @param from where an earlier attempt was, or {@link #fresh()}
   * @param tell is told after every sample
   * @throws InterruptedException when the bucket was cancelled
   */
  BucketReading sample(Progress from, Consumer<Progress> tell) throws InterruptedException {
    sleeper.sleep(Duration.between(clock.instant(), request.startAt()));
    if (from.taken() == 0 && over(clock.instant())) {
      return unseen();
    }
    Progress progress = from.losing(lost(from.until(), clock.instant()));
    boolean due = from.taken() == 0 || clock.instant().isBefore(request.wakeAt());
    while (due) {
      progress = progress.with(once(), clock.instant());
      tell.accept(progress);
      Instant next = next(clock.instant());
      due = next.isBefore(request.wakeAt());
      sleeper.sleep(Duration.between(clock.instant(), due ? next : request.wakeAt()));
    }
    return reading(progress);
  }

  /** What a bucket that is over before its time saw; at least one sample was taken. */
  BucketReading soFar(Progress reached) {
    return reading(reached);
  }

  private List<Measurement> once() throws InterruptedException {
    List<Measurement> sample = new ArrayList<>();
    for (Spec spec : specs) {
      Measurement seen =
          looks.look(new ProbeRequest(request.scope(), null, spec, request.scripts()));
      sample.add(seen.plain()); // a watch judges figures; a table would travel with every sample
    }
    return sample;
  }

  private BucketReading reading(Progress progress) {
    List<RuleReading> readings = new ArrayList<>();
    for (RuleProbe rule : request.probes()) {
      List<Measurement> samples = progress.samples().get(position(rule.spec()));
      long due = (long) progress.taken() + progress.lost();
      readings.add(
          new RuleReading(
              rule.rule(),
              folded(rule, samples, progress),
              rule.summed() ? Totals.of(samples, due) : List.of()));
    }
    return new BucketReading(request.bucket(), progress.taken(), readings);
  }

  private Measurement folded(RuleProbe rule, List<Measurement> samples, Progress progress) {
    long saw = Fold.saw(samples).count();
    int due = progress.taken() + progress.lost();
    if (saw * 2 >= due && saw > 0) {
      return rule.of() == null
          ? looks.fold(rule.spec().kind(), samples)
          : Fold.of(rule.of(), samples);
    }
    String why =
        samples.stream()
            .filter(m -> m.blind() != null)
            .reduce((first, second) -> second)
            .map(m -> "; the last reason: " + m.blind())
            .orElse("; nobody looked at the others");
    return Measurement.blind(
        clock.instant(), "only " + saw + " of " + due + " samples were seen" + why);
  }

  private BucketReading unseen() {
    Measurement blind =
        Measurement.blind(
            clock.instant(), "nobody looked between " + request.from() + " and " + request.to());
    return new BucketReading(
        request.bucket(),
        0,
        request.probes().stream()
            .map(p -> new RuleReading(p.rule(), blind, p.summed() ? unsummed() : List.of()))
            .toList());
  }

  /** Samples that were due and that nobody took. */
  private List<Known.Total> unsummed() {
    long length = Duration.between(request.startAt(), request.wakeAt()).toMillis();
    return Totals.of(List.of(), Math.max(1, length / every()));
  }

  /** Over for so long that a sample taken now would say nothing about it. */
  private boolean over(Instant now) {
    Duration length = Duration.between(request.startAt(), request.wakeAt());
    Duration late = length.compareTo(GRACE) > 0 ? length : GRACE;
    return now.isAfter(request.wakeAt().plus(late));
  }

  /** How many samples were due and not taken since {@code until}. */
  private int lost(Instant until, Instant now) {
    Instant since = until == null ? request.startAt() : until;
    Instant to = now.isAfter(request.wakeAt()) ? request.wakeAt() : now;
    long idle = Duration.between(since, to).minus(GRACE).toMillis();
    return (int) Math.max(0, idle / every());
  }

  private Instant next(Instant now) {
    long passed = Duration.between(request.startAt(), now).toMillis();
    return request.startAt().plusMillis((Math.floorDiv(passed, every()) + 1) * every());
  }

  private long every() {
    return Math.max(1, request.every().toMillis());
  }

  private int position(Spec spec) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).kind().equals(spec.kind()) && specs.get(i).with().equals(spec.with())) {
        return i;
      }
    }
    return -1;
  }
}
