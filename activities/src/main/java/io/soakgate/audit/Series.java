package io.soakgate.audit;

import io.soakgate.deployment.Story.Bucket;
import io.soakgate.deployment.Story.RuleFigure;
import io.soakgate.deployment.Story.WatchStory;
import io.soakgate.verdict.Outcome;
import io.soakgate.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one value of one rule was in every bucket of a watch, read from the sums in the verdicts; a
 * verdict that is no sum has no point.
 *
 * @param rule the rule's name
 * @param value the value's name; empty when no bucket had a figure
 * @param points one per bucket it was judged in, in order
 */
record Series(String rule, String value, List<Point> points) {
  private static final String OPERATOR = "(?:, not)? (?:=|!=|<|<=|>|>=|within) ";
  private static final Pattern PLAIN =
      Pattern.compile("(\\S+) (" + Amount.FIGURE + ")" + OPERATOR + "(.*)");
  private static final Pattern DELTA =
      Pattern.compile(
          "(\\S+) "
              + Amount.FIGURE
              + " - "
              + Amount.FIGURE
              + " before = ("
              + Amount.FIGURE
              + ")"
              + OPERATOR
              + "(.*)");
  private static final Pattern FIGURE = Pattern.compile(Amount.FIGURE);

  /**
   * @param seen null when there is no figure
   * @param limit null when there is none
   * @param led what the bucket led to; null when to nothing
   */
  record Point(
      int bucket,
      Instant from,
      Instant to,
      Amount seen,
      Amount limit,
      Outcome outcome,
      String led) {}

  private record Sum(String value, Amount seen, Amount limit) {}

  /** Every series of a watch, in the order of its rules. */
  static List<Series> of(WatchStory watch) {
    Set<String> rules = new LinkedHashSet<>();
    watch.buckets().forEach(b -> b.figures().forEach(f -> rules.add(f.rule())));
    List<Series> all = new ArrayList<>();
    for (String rule : rules) {
      Set<String> values = new LinkedHashSet<>();
      watch.buckets().stream()
          .map(b -> figure(b, rule))
          .forEach(f -> sums(f).forEach(s -> values.add(s.value())));
      if (values.isEmpty()) {
        values.add("");
      }
      values.forEach(value -> all.add(series(watch, rule, value)));
    }
    return all;
  }

  /** How many buckets came to this. */
  long count(Outcome outcome) {
    return points.stream().filter(p -> p.outcome() == outcome).count();
  }

  private static Series series(WatchStory watch, String rule, String value) {
    List<Point> points = new ArrayList<>();
    for (Bucket bucket : watch.buckets()) {
      RuleFigure figure = figure(bucket, rule);
      if (figure == null) {
        continue; // it is not judged in this bucket
      }
      Sum sum = sums(figure).stream().filter(s -> s.value().equals(value)).findFirst().orElse(null);
      points.add(
          new Point(
              bucket.bucket(),
              bucket.from(),
              bucket.to(),
              sum == null ? null : sum.seen(),
              sum == null ? null : sum.limit(),
              figure.verdict().outcome(),
              figure.led()));
    }
    return new Series(rule, value, points);
  }

  private static RuleFigure figure(Bucket bucket, String rule) {
    return bucket.figures().stream().filter(f -> f.rule().equals(rule)).findFirst().orElse(null);
  }

  private static List<Sum> sums(RuleFigure figure) {
    if (figure == null) {
      return List.of();
    }
    Verdict verdict = figure.verdict();
    List<Sum> sums = new ArrayList<>();
    for (String part : verdict.words().split("; ")) {
      Matcher delta = DELTA.matcher(part);
      Matcher plain = PLAIN.matcher(part);
      if (delta.matches()) {
        sums.add(sum(delta));
      } else if (plain.matches()) {
        sums.add(sum(plain));
      }
    }
    return sums;
  }

  // The limit is the last figure: what comes before it is how it was reached.
  private static Sum sum(Matcher found) {
    Amount limit = null;
    for (Matcher figures = FIGURE.matcher(found.group(3).replace("..", " .. ")); figures.find(); ) {
      limit = Amount.of(figures.group());
    }
    return new Sum(found.group(1), Amount.of(found.group(2)), limit);
  }
}
