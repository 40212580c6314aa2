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
import io.soakgate.verdict.Recent;
import io.soakgate.verdict.Snooze;
import io.soakgate.verdict.Streak;
import io.soakgate.verdict.Verdict;
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

  /** A rule and how it stands. */
  private static final class Row {
    private final Rule rule;
    private Streak streak;
    private Recent recent;
    private Verdict verdict;
    private String margin;
    private boolean asleep;

    private Row(Rule rule, Streak streak, Recent recent) {
      this.rule = rule;
      this.streak = streak;
      this.recent = recent;
    }

    private void count(Verdict judged, boolean snoozed) {
      verdict = judged;
      asleep = snoozed;
      if (snoozed) {
        forget();
        return;
      }
      streak = streak.next(judged.outcome());
      recent = recent.next(judged.outcome(), rule.outOf());
    }

    /** Counts from zero again. */
    private void forget() {
      streak = Streak.NONE;
      recent = Recent.NONE;
    }

    private boolean fires() {
      return rule.outOf() > rule.inARow()
          ? streak.fires(1) && recent.broken() >= rule.inARow()
          : streak.fires(rule.inARow());
    }

    /** What its bucket leads to, in words; null when nothing. */
    private String led() {
      if (rule.tracked()) {
        return null;
      }
      if (asleep) {
        return verdict.outcome() == Outcome.FAIL ? "snoozed" : null;
      }
      if (fires()) {
        return Words.then(rule.then());
      }
      return streak.blindFor(rule.inARow()) ? "tell: could not see" : null;
    }

    private WatchDetails.Standing standing() {
      String counted = streak.broken() == 0 ? "" : times() + " of " + rule.inARow();
      return new WatchDetails.Standing(
          rule.name(), verdict.outcome(), verdict.words(), margin, counted, asleep);
    }

    private String times() {
      return rule.outOf() > rule.inARow()
          ? recent.broken() + " of the last " + recent.marks().length()
          : streak.broken() + " in a row";
    }
  }

  public Tally(WatchRequest request) {
    this.request = request;
    this.sums = new Sums(request.state().summed());
    request.watch().rules().forEach(r -> rows.add(row(r)));
  }

  private Row row(Rule rule) {
    return request.state().counts().stream()
        .filter(c -> c.rule().equals(rule.name()))
        .map(c -> new Row(rule, new Streak(c.broken(), c.blind()), new Recent(c.recent())))
        .findFirst()
        .orElseGet(() -> new Row(rule, Streak.NONE, Recent.NONE));
  }

  /** Adds a bucket's samples to what is summed up. */
  List<Summed> sum(BucketReading reading) {
    sums.add(reading);
    return sums.list();
  }

  /**
   * Judges one bucket and counts it. One that lies in a snooze of a rule, in part or in whole,
   * counts for nothing: after it the rule counts from zero.
   */
  public Story.Bucket judge(Buckets.Bucket bucket, BucketReading reading, List<Snooze> snoozes) {
    List<RuleFigure> figures = new ArrayList<>();
    for (Row row : rows) {
      row.verdict = null;
      if (row.rule.judgedAt(bucket.from())) {
        Measurement seen = seen(bucket, reading, row.rule.name());
        Measurement earlier = earlier(reading, row.rule);
        row.count(verdict(row.rule, seen, earlier), asleep(row.rule, bucket, snoozes));
        Measurement before = earlier == null ? baseline(row.rule.name()) : earlier;
        row.margin = Margin.words(row.rule.when(), seen, before);
        figures.add(figure(row, seen));
      }
    }
    return new Story.Bucket(
        bucket.number(),
        request.started().plus(bucket.from()),
        request.started().plus(bucket.to()),
        figures);
  }

  private boolean asleep(Rule rule, Buckets.Bucket bucket, List<Snooze> snoozes) {
    Instant from = request.started().plus(bucket.from());
    Instant to = request.started().plus(bucket.to());
    return snoozes.stream().anyMatch(s -> s.rule().equals(rule.name()) && s.touches(from, to));
  }

  private static RuleFigure figure(Row row, Measurement seen) {
    String between = row.verdict.outcome() == Outcome.PASS ? between(row.rule, seen) : null;
    return new RuleFigure(
        row.rule.name(), Words.measurement(seen), row.verdict, between, row.led());
  }

  /** How the rules that were judged in the last bucket stood. */
  List<WatchDetails.Standing> standings() {
    return rows.stream().filter(r -> r.verdict != null).map(Row::standing).toList();
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
      if (row.verdict == null || row.rule.tracked()) {
        continue;
      }
      if (row.asleep) {
        if (row.verdict.outcome() == Outcome.FAIL) {
          found.add(breach(row, bucket, false));
        }
      } else if (row.fires()) {
        found.add(breach(row, bucket, false));
        row.forget();
      } else if (row.streak.blindFor(row.rule.inARow())) {
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
            + (blind ? row.streak.blind() + " in a row" : row.asleep ? "snoozed" : row.times())
            + ", bucket "
            + bucket.number()
            + " until "
            + request.started().plus(bucket.to())
            + ")";
    return new Breach(
        row.rule.name(),
        blind,
        blind ? row.rule.noData() : row.rule.severity(),
        row.rule.then(),
        words,
        row.asleep);
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
    return rows.stream()
        .map(r -> new Count(r.rule.name(), r.streak.broken(), r.streak.blind(), r.recent.marks()))
        .toList();
  }
}
