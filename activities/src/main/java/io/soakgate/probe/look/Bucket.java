package io.soakgate.probe.look;

import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.BucketRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * One bucket: looks at every probe again and again until the bucket is over, and folds what was
 * seen.
 *
 * <p>Samples are due at fixed times from the bucket's start. Those that pass while a look is still
 * going on are not missed: they could not be taken. Those that pass while nobody looks are lost,
 * and a rule that saw less than half of its samples saw nothing (plan language, rule 15).
 */
final class Bucket {
  // How late a worker may be without anything being lost: waits that pass faster than life make
  // buckets shorter than the time it takes to hand one over.
  private static final Duration GRACE = Duration.ofSeconds(30);
  // A machine that has much to do is so late by itself, and buckets may last seconds.
  private static final Duration LEAST_LATE = Duration.ofSeconds(5);

  private final BucketRequest request;
  private final BucketReadings readings;
  private final Clock clock;
  private final Sleeper sleeper;

  Bucket(BucketRequest request, Looks looks, Clock clock, Sleeper sleeper) {
    this.request = request;
    this.readings = new BucketReadings(request, looks, clock);
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Where it begins. */
  Progress fresh() {
    return Progress.fresh(readings.probes());
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
      return reading(from);
    }
    Progress progress = from.losing(lost(from.until(), clock.instant()));
    boolean due = from.taken() == 0 || clock.instant().isBefore(request.wakeAt());
    while (due) {
      progress = progress.with(readings.sample(), clock.instant());
      tell.accept(progress);
      Instant next = next(clock.instant());
      due = next.isBefore(request.wakeAt());
      sleeper.sleep(Duration.between(clock.instant(), due ? next : request.wakeAt()));
    }
    return reading(progress);
  }

  /** What a bucket that is over before its time saw; at least one sample was taken. */
  BucketReading soFar(Progress reached) throws InterruptedException {
    return reading(reached);
  }

  private BucketReading reading(Progress progress) throws InterruptedException {
    return new BucketReading(
        request.bucket(), progress.taken(), readings.of(progress, late(progress, clock.instant())));
  }

  /**
   * Whether counters have grown on for so long since the bucket's end, and since the last sample,
   * that they would tell of another time than its own.
   */
  private boolean late(Progress progress, Instant now) {
    Instant last = progress.until();
    Instant end = last == null || last.isBefore(request.wakeAt()) ? request.wakeAt() : last;
    Duration tenth = length().dividedBy(10);
    return now.isAfter(end.plus(tenth.compareTo(LEAST_LATE) > 0 ? tenth : LEAST_LATE));
  }

  /** Over for so long that a sample taken now would say nothing about it. */
  private boolean over(Instant now) {
    Duration late = length().compareTo(GRACE) > 0 ? length() : GRACE;
    return now.isAfter(request.wakeAt().plus(late));
  }

  private Duration length() {
    return Duration.between(request.startAt(), request.wakeAt());
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
}
