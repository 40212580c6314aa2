package io.soakgate.plan.reading;

import io.soakgate.plan.Durations;
import io.soakgate.plan.Phase;
import io.soakgate.plan.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the phases and the rules of a watch fit into its time. */
final class WatchFit {
  private final Node node;
  private final Duration length;
  private final List<Phase> phases;

  WatchFit(Node node, Duration length, List<Phase> phases) {
    this.node = node;
    this.length = length;
    this.phases = phases;
  }

  /** Refuses phases without a whole bucket, and rules that need more buckets than there are. */
  void refuse(List<Rule> rules) {
    for (int i = 0; i < phases.size(); i++) {
      if (whole(phases, i).isEmpty()) {
        Phase phase = phases.get(i);
        node.refuse(
            "no bucket of "
                + Durations.words(phase.bucket())
                + " fits after "
                + Durations.words(phase.from()),
            "the phase is over at " + Durations.words(end(phases, i)),
            "make the bucket shorter or the phase longer");
      }
    }
    rules.forEach(this::refuse);
  }

  private void refuse(Rule rule) {
    List<Phase> own =
        rule.every() == null ? phases : List.of(new Phase(Duration.ZERO, rule.every()));
    long buckets = 0;
    for (int i = 0; i < own.size(); i++) {
      buckets += whole(own, i).stream().filter(rule::judgedAt).count();
    }
    if (rule.inARow() > buckets) {
      node.refuse(
          "rule `" + rule.name() + "` can never fire",
          "it needs " + needs(rule) + ", and the watch has " + buckets + where(rule),
          "make the watch longer, its buckets shorter, or `in-a-row` smaller");
    }
  }

  private static String needs(Rule rule) {
    return rule.inARow() + " buckets" + (rule.outOf() > rule.inARow() ? "" : " in a row");
  }

  private static String where(Rule rule) {
    String every = rule.every() == null ? "" : " of " + Durations.words(rule.every());
    return rule.during() == null
        ? every
        : every
            + " from "
            + Durations.words(rule.during().from())
            + " to "
            + Durations.words(rule.during().to());
  }

  /** The offsets at which the whole buckets of a phase begin. */
  private List<Duration> whole(List<Phase> all, int i) {
    List<Duration> begin = new ArrayList<>();
    Duration bucket = all.get(i).bucket();
    Duration end = end(all, i);
    for (Duration from = all.get(i).from();
        from.plus(bucket).compareTo(end) <= 0;
        from = from.plus(bucket)) {
      begin.add(from);
    }
    return begin;
  }

  private Duration end(List<Phase> all, int i) {
    return i + 1 < all.size() ? all.get(i + 1).from() : length;
  }
}
