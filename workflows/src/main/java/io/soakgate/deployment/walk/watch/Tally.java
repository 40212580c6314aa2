package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.ProbeActivity.BucketReading;
import io.soakgate.deployment.ProbeActivity.RuleReading;
import io.soakgate.deployment.Story;
import io.soakgate.deployment.Story.RuleFigure;
import io.soakgate.deployment.WatchWorkflow.Baseline;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.WatchWorkflow.Count;
import io.soakgate.deployment.WatchWorkflow.Summed;
import io.soakgate.deployment.WatchWorkflow.WatchRequest;
import io.soakgate.deployment.WatchWorkflow.WatchState;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Margin;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Snooze;
import io.soakgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Counts, rule by rule, how many buckets were bad or blind. */
public final class Tally {
  private final WatchRequest request;
  private final List<Row> rows = new ArrayList<>();
  private final Sums sums;

  public Tally(WatchRequest request) {
    this.request = request;
    this.sums = new Sums(request.state().summed());
    request.watch().rules().forEach(r -> rows.add(row(r)));
  }

  private Row row(Rule rule) {
    return request.state().counts().stream()
        .filter(c -> c.rule().equals(rule.name()))
        .findFirst()
        .map(c -> new Row(rule, c))
        .orElseGet(() -> new Row(rule, Count.fresh(rule.name())));
  }

  /** Adds a bucket's samples to what is summed up. */
  List<Summed> sum(BucketReading reading) {
    sums.add(reading);
    return sums.list();
  }

  /** Judges one bucket and counts it. */
  public Story.Bucket judge(Buckets.Bucket bucket, BucketReading reading, List<Snooze> snoozes) {
    List<RuleFigure> figures = new ArrayList<>();
    for (Row row : rows) {
      row.clear();
      if (row.rule().judgedAt(bucket.from())) {
        Measurement seen = seen(bucket, reading, row.rule().name());
        judge(row, bucket, seen, earlier(reading, row.rule()), snoozes);
        figures.add(figure(row, seen));
      }
    }
    return new Story.Bucket(bucket.number(), at(bucket.from()), at(bucket.to()), figures);
  }

  private void judge(
      Row row, Buckets.Bucket bucket, Measurement seen, Measurement earlier, List<Snooze> snoozes) {
    Rule rule = row.rule();
    Measurement before = earlier == null ? baseline(rule.name()) : earlier;
    row.count(
        verdict(rule, seen, earlier),
        Margin.words(rule.when(), seen, before),
        asleep(rule, bucket, snoozes),
        at(bucket.to()),
        bucket.length());
  }

  private Instant at(Duration offset) {
    return request.started().plus(offset);
  }

  private boolean asleep(Rule rule, Buckets.Bucket bucket, List<Snooze> snoozes) {
    return snoozes.stream()
        .anyMatch(
            s -> s.rule().equals(rule.name()) && s.touches(at(bucket.from()), at(bucket.to())));
  }

  private static RuleFigure figure(Row row, Measurement seen) {
    Verdict verdict = row.verdict();
    String between = verdict.outcome() == Outcome.PASS ? between(row.rule(), seen) : null;
    return new RuleFigure(row.rule().name(), Words.measurement(seen), verdict, between, row.led());
  }

  /** How the rules that were judged in the last bucket stood. */
  List<WatchDetails.Standing> standings() {
    return rows.stream().filter(Row::judged).map(Row::standing).toList();
  }

  /** What is neither success nor breach (T-16), or null. */
  private static String between(Rule rule, Measurement seen) {
    return rule.healthy().stream()
        .map(e -> Judge.holds(List.of(e), seen, null))
        .filter(v -> v.outcome() == Outcome.FAIL)
        .map(Verdict::words)
        .findFirst()
        .orElse(null);
  }

  private Verdict verdict(Rule rule, Measurement seen, Measurement earlier) {
    if (rule.tracked() && seen.blind() == null) {
      return new Verdict(Outcome.PASS, "recorded: " + Words.measurement(seen));
    }
    if (earlier == null) {
      return Judge.breaks(rule.when(), seen, baseline(rule.name()));
    }
    Verdict verdict = Judge.breaks(rule.when(), seen, earlier);
    return new Verdict(verdict.outcome(), verdict.words() + " (before: " + earlier.note() + ")");
  }

  /** The same hour of earlier days, where all is known of it that the rule compares with. */
  private static Measurement earlier(BucketReading reading, Rule rule) {
    return reading.readings().stream()
        .filter(r -> r.rule().equals(rule.name()))
        .map(RuleReading::earlier)
        .filter(Objects::nonNull)
        .filter(e -> rule.when().stream().allMatch(w -> !compares(w) || knows(e, w)))
        .findFirst()
        .orElse(null);
  }

  private static boolean compares(Expectation breaks) {
    return Judge.needsBaseline(List.of(breaks));
  }

  private static boolean knows(Measurement earlier, Expectation breaks) {
    return earlier.value(breaks.value()).isPresent();
  }

  private Measurement seen(Buckets.Bucket bucket, BucketReading reading, String rule) {
    return reading.readings().stream()
        .filter(r -> r.rule().equals(rule))
        .map(RuleReading::measurement)
        .findFirst()
        .orElseGet(() -> Measurement.blind(at(bucket.to()), "it was not measured"));
  }

  private Measurement baseline(String rule) {
    return request.baselines().stream()
        .filter(b -> b.rule().equals(rule))
        .map(Baseline::measurement)
        .findFirst()
        .orElse(null);
  }

  /** What people are to know of the bucket that was judged last, the loudest first. */
  List<Breach> breaches(Buckets.Bucket bucket) {
    String where = "bucket " + bucket.number() + " until " + at(bucket.to());
    return rows.stream()
        .filter(Row::judged)
        .map(row -> row.speak(where))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Tally::loudness).reversed())
        .toList();
  }

  private static int loudness(Breach breach) {
    if (breach.well()) {
      return -1;
    }
    boolean automatic = !breach.blind() && breach.then().act() == Act.ROLLBACK;
    return (automatic ? 100 : 0) + breach.severity().ordinal() * 2 + (breach.blind() ? 0 : 1);
  }

  /** Where the watch stands after this bucket. */
  WatchState state(int bucket) {
    return new WatchState(bucket, counts(), sums.list());
  }

  /** Where the watch stands when it starts again: a new run changes no count. */
  WatchState again() {
    return WatchState.again(counts());
  }

  private List<Count> counts() {
    return rows.stream().map(Row::count).toList();
  }
}
