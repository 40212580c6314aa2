package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Story;
import io.soakgate.deployment.WatchWorkflow;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The buckets of a watch, aligned to its own start (decision 18). */
public final class Buckets {
  /** More would not fit into one message to the report; the audit holds all of them. */
  static final int MOST_TOLD = 300;

  private Buckets() {}

  /** One bucket: from and to are offsets from the watch's start; half-open. */
  public record Bucket(int number, Duration from, Duration to) {
    Duration length() {
      return to.minus(from);
    }

    /** The same bucket, over at this offset at the latest. */
    Bucket until(Duration offset) {
      return offset.compareTo(to) < 0 ? new Bucket(number, from, offset) : this;
    }
  }

  /** All buckets; one never crosses the border of a phase, nor the end of the watch. */
  public static List<Bucket> of(Watch watch) {
    List<Bucket> all = new ArrayList<>();
    List<Phase> phases = watch.phases();
    for (int i = 0; i < phases.size(); i++) {
      Duration from = phases.get(i).from();
      Duration next = i + 1 < phases.size() ? phases.get(i + 1).from() : watch.length();
      Duration end = next.compareTo(watch.length()) < 0 ? next : watch.length();
      while (from.compareTo(end) < 0) {
        Duration to = from.plus(phases.get(i).bucket());
        to = to.compareTo(end) < 0 ? to : end;
        all.add(new Bucket(all.size() + 1, from, to));
        from = to;
      }
    }
    return List.copyOf(all);
  }

  /**
   * The phases with buckets that begin at multiples of their length since midnight UTC. What is
   * left until the first such time is a bucket of its own where it is at least half of one, else it
   * belongs to the one after it.
   */
  public static List<Phase> onClock(List<Phase> phases, Duration length, Instant started) {
    List<Phase> aligned = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      Duration end = i + 1 < phases.size() ? phases.get(i + 1).from() : length;
      Duration first = untilClock(started.plus(phase.from()), phase.bucket());
      aligned.add(new Phase(phase.from(), first));
      Duration rest = phase.from().plus(first);
      if (!first.equals(phase.bucket()) && rest.compareTo(end) < 0) {
        aligned.add(new Phase(rest, phase.bucket()));
      }
    }
    return List.copyOf(aligned);
  }

  private static Duration untilClock(Instant from, Duration bucket) {
    long past = Math.floorMod(from.toEpochMilli(), bucket.toMillis());
    Duration left = bucket.minusMillis(past);
    return left.multipliedBy(2).compareTo(bucket) < 0 ? left.plus(bucket) : left;
  }

  /** The number of the last bucket that is over by then; zero before the first is. */
  static int past(Watch watch, Duration offset) {
    return (int) of(watch).stream().filter(b -> b.to().compareTo(offset) <= 0).count();
  }

  /** How far the watch is once this bucket was judged; zero before the first. */
  static Duration reached(Watch watch, int bucket) {
    return bucket == 0 ? Duration.ZERO : of(watch).get(bucket - 1).to();
  }

  /** The wall clock at an offset from the watch's start. */
  static Instant real(WatchWorkflow.WatchRequest request, Duration offset) {
    return request.startedReal().plus(offset.dividedBy(request.pace()));
  }

  /** Keeps what can be told: everything that was not healthy first, then the newest. */
  static List<Story.Bucket> told(List<Story.Bucket> all) {
    List<Story.Bucket> kept = new ArrayList<>(all);
    while (kept.size() > MOST_TOLD) {
      kept.remove(firstHealthy(kept));
    }
    return List.copyOf(kept);
  }

  private static int firstHealthy(List<Story.Bucket> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).figures().stream().allMatch(f -> f.verdict().outcome() == Outcome.PASS)) {
        return i;
      }
    }
    return 0;
  }
}
