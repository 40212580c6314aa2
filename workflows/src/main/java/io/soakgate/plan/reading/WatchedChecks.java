package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Moment;
import io.soakgate.plan.MomentChecks;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Holds checks and rules of {@code watched} against the watches: one must have looked by then, and
 * often enough that the limit means something (A-055: of 99.9 % one sample in a thousand may be
 * bad).
 */
final class WatchedChecks {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  private final Problems problems;
  private final Environment environment;

  WatchedChecks(Problems problems, Environment environment) {
    this.problems = problems;
    this.environment = environment;
  }

  /** Refuses what no watch of this environment can answer. */
  void refuse() {
    for (MomentChecks moment : environment.checks()) {
      moment.checks().stream()
          .filter(check -> check.probe().kind().equals(Spec.WATCHED))
          .forEach(check -> refuse(check, moment.moment()));
    }
    for (Watch watch : environment.watches()) {
      watch.rules().stream()
          .filter(rule -> rule.probe().kind().equals(Spec.WATCHED))
          .filter(rule -> inOtherBuckets(watch, rule))
          .forEach(this::refuse);
    }
  }

  /** Rules of other buckets run beside it, and it does not know what they see. */
  private static boolean inOtherBuckets(Watch watch, Rule rule) {
    List<Rule> sampling =
        watch.rules().stream().filter(other -> samples(rule.probe(), other)).toList();
    return !sampling.isEmpty()
        && looksAt(rule.probe(), watch)
        && sampling.stream().noneMatch(other -> Objects.equals(other.every(), rule.every()));
  }

  private void refuse(Rule rule) {
    problems.add(
        rule.probe().at(),
        "rule `" + rule.name() + "` asks what rules with other buckets sample",
        "those are looked at beside it, and it does not know what they see",
        "give both the same `every`, or none");
  }

  private void refuse(Check check, String moment) {
    List<Watch> watches = looked(check, moment);
    if (watches.isEmpty()) {
      problems.add(
          check.probe().at(),
          "no watch of `" + environment.name() + "` has sampled this by `" + moment + "`",
          "there would be nothing to sum up",
          "give a rule of a watch that probe, and check it at `end` or by the watch's name");
      return;
    }
    if (watches.stream().anyMatch(Watch::beside)) {
      return; // nobody knows how long the changes take
    }
    long samples = watches.stream().mapToLong(WatchedChecks::samples).sum();
    Stream.concat(check.must().stream(), check.should().stream())
        .filter(e -> e.value().equals("share"))
        .forEach(e -> tooFine(check, e.bound(), samples));
  }

  /** The watches that are over by then and sample the probe. */
  private List<Watch> looked(Check check, String moment) {
    List<Watch> after = environment.watches(false);
    List<String> names = after.stream().map(Watch::name).toList();
    int over = moment.equals(Moment.END) ? names.size() : names.indexOf(moment) + 1;
    boolean changed = !Moment.BEFORE_CHANGES.contains(moment);
    Stream<Watch> beside = changed ? environment.watches(true).stream() : Stream.of();
    return Stream.concat(beside, after.stream().limit(over))
        .filter(w -> looksAt(check.probe(), w))
        .filter(w -> w.rules().stream().anyMatch(r -> samples(check.probe(), r)))
        .toList();
  }

  private static boolean looksAt(Spec watched, Watch watch) {
    String only = watched.with().path("watch").asText("");
    return only.isEmpty() || watch.name().equals(only);
  }

  private static boolean samples(Spec watched, Rule rule) {
    return rule.probe().isWritten(watched.with().path(Spec.WATCHED_PROBE));
  }

  private static long samples(Watch watch) {
    return Math.max(1, watch.length().toMillis() / watch.sample().toMillis());
  }

  /** One bad sample must not decide alone, unless the limit is that there is none. */
  private void tooFine(Check check, Bound bound, long samples) {
    boolean least = bound.operator() == Operator.AT_LEAST || bound.operator() == Operator.MORE;
    if (!least || bound.versus() != Bound.Versus.NOTHING || bound.low().compareTo(WHOLE) >= 0) {
      return;
    }
    BigDecimal spare = WHOLE.subtract(bound.low());
    long needed = WHOLE.divide(spare, 0, RoundingMode.CEILING).longValueExact();
    if (samples < needed) {
      problems.add(
          check.probe().at(),
          "`share` " + bound.text() + " of " + samples + " samples",
          "a single one is more than the limit leaves room for",
          "sample at least " + needed + " times, or write `= 100%`");
    }
  }
}
