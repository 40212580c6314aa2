package io.soakgate.deployment.walk;

import io.soakgate.deployment.Known.Total;
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
import io.soakgate.plan.Response.Act;
import io.soakgate.plan.Rule;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Streak;
import io.soakgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts, rule by rule, how many buckets in a row were bad or blind. */
final class Tally {
  private final WatchRequest request;
  private final List<Row> rows = new ArrayList<>();

  /** A rule and how it stands. */
  private static final class Row {
    private final Rule rule;
    private final List<Total> totals = new ArrayList<>();
    private Streak streak;
    private Verdict verdict;

    private Row(Rule rule, Streak streak) {
      this.rule = rule;
      this.streak = streak;
    }
  }

  Tally(WatchRequest request) {
    this.request = request;
    request.watch().rules().forEach(r -> rows.add(new Row(r, streak(r.name()))));
    rows.forEach(row -> row.totals.addAll(summed(row.rule.name())));
  }

  private List<Total> summed(String rule) {
    return request.state().summed().stream()
        .filter(s -> s.rule().equals(rule))
        .findFirst()
        .map(Summed::totals)
        .orElse(List.of());
  }

  private Streak streak(String rule) {
    return request.state().counts().stream()
        .filter(c -> c.rule().equals(rule))
        .map(c -> new Streak(c.broken(), c.blind()))
        .findFirst()
        .orElse(Streak.NONE);
  }

  /** Judges one bucket and counts it. */
  Story.Bucket judge(Buckets.Bucket bucket, BucketReading reading) {
    List<RuleFigure> figures = new ArrayList<>();
    for (Row row : rows) {
      Measurement seen = seen(bucket, reading, row.rule.name());
      row.verdict = Judge.breaks(row.rule.when(), seen, baseline(row.rule.name()));
      row.streak = row.streak.next(row.verdict.outcome());
      totals(reading, row.rule.name()).forEach(more -> add(row.totals, more));
      figures.add(new RuleFigure(row.rule.name(), Words.measurement(seen), row.verdict));
    }
    return new Story.Bucket(
        bucket.number(),
        request.started().plus(bucket.from()),
        request.started().plus(bucket.to()),
        figures);
  }

  private static List<Total> totals(BucketReading reading, String rule) {
    return reading.readings().stream()
        .filter(r -> r.rule().equals(rule))
        .findFirst()
        .map(RuleReading::totals)
        .orElse(List.of());
  }

  private static void add(List<Total> all, Total more) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).value().equals(more.value())) {
        all.set(i, all.get(i).plus(more));
        return;
      }
    }
    all.add(more);
  }

  private Measurement seen(Buckets.Bucket bucket, BucketReading reading, String rule) {
    return reading.readings().stream()
        .filter(r -> r.rule().equals(rule))
        .map(RuleReading::measurement)
        .findFirst()
        .orElseGet(
            () -> Measurement.blind(request.started().plus(bucket.to()), "it was not measured"));
  }

  private Measurement baseline(String rule) {
    return request.baselines().stream()
        .filter(b -> b.rule().equals(rule))
        .map(Baseline::measurement)
        .findFirst()
        .orElse(null);
  }

  /**
   * The breaches of the bucket that was judged last, the loudest first. A rule that spoke counts
   * from zero again, so that it speaks again only after as many buckets.
   */
  List<Breach> breaches(Buckets.Bucket bucket) {
    List<Breach> found = new ArrayList<>();
    for (Row row : rows) {
      int inARow = row.rule.inARow();
      if (row.streak.fires(inARow)) {
        found.add(breach(row, bucket, false));
        row.streak = Streak.NONE;
      } else if (row.streak.blindFor(inARow)) {
        found.add(breach(row, bucket, true));
        row.streak = new Streak(row.streak.broken(), 0);
      }
    }
    found.sort(Comparator.comparing(Tally::loudness).reversed());
    return List.copyOf(found);
  }

  private static int loudness(Breach breach) {
    boolean automatic = !breach.blind() && breach.then().act() == Act.ROLLBACK;
    return (automatic ? 100 : 0) + breach.severity().ordinal() * 2 + (breach.blind() ? 0 : 1);
  }

  private Breach breach(Row row, Buckets.Bucket bucket, boolean blind) {
    String words =
        "rule "
            + row.rule.name()
            + (blind ? " could not see: " : ": ")
            + row.verdict.words()
            + " ("
            + (blind ? row.streak.blind() : row.streak.broken())
            + " in a row, bucket "
            + bucket.number()
            + " until "
            + request.started().plus(bucket.to())
            + ")";
    return new Breach(
        row.rule.name(),
        blind,
        blind ? row.rule.noData() : row.rule.severity(),
        row.rule.then(),
        words);
  }

  /** Where the watch stands after this bucket. */
  WatchState state(int bucket) {
    List<Count> counts =
        rows.stream()
            .map(r -> new Count(r.rule.name(), r.streak.broken(), r.streak.blind()))
            .toList();
    List<Summed> summed =
        rows.stream()
            .filter(r -> !r.totals.isEmpty())
            .map(r -> new Summed(r.rule.name(), List.copyOf(r.totals)))
            .toList();
    return new WatchState(bucket, counts, summed);
  }
}
