package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * What a watch judges, or only tells when nothing breaks it ({@link #tracked()}).
 *
 * @param name unique in its watch
 * @param probe what is measured in each bucket
 * @param when what breaks the rule: any entry
 * @param inARow how many buckets must break it; at least 1
 * @param noData how loudly {@code inARow} buckets without data speak; missing data is never healthy
 * @param severity how loudly a breach speaks
 * @param then the response
 * @param outOf of how many of the last buckets that could be seen they are; {@code inARow} when
 *     they must follow one another
 * @param every the length of the rule's own buckets; null for those of the watch
 * @param during the part of the watch it is judged in; null for all of it
 * @param of how the samples of a bucket become one figure; null for the way of the probe's kind
 * @param healthy what checks call success where that leaves figures which are neither success nor
 *     breach (T-16); empty where there are none
 * @param sameHour of how many days before the same hour is the baseline, where anything is known of
 *     it; null for what was seen before the changes
 */
public record Rule(
    String name,
    Spec probe,
    List<Expectation> when,
    int inARow,
    Severity noData,
    Severity severity,
    Response then,
    int outOf,
    Duration every,
    Span during,
    Of of,
    List<Expectation> healthy,
    Duration sameHour) {

  /** Older messages do not say it all. */
  public Rule {
    outOf = Math.max(outOf, inARow);
    healthy = healthy == null ? List.of() : healthy;
  }

  /** Held against what was seen before the changes. */
  public Rule(
      String name,
      Spec probe,
      List<Expectation> when,
      int inARow,
      Severity noData,
      Severity severity,
      Response then,
      int outOf,
      Duration every,
      Span during,
      Of of,
      List<Expectation> healthy) {
    this(
        name, probe, when, inARow, noData, severity, then, outOf, every, during, of, healthy, null);
  }

  /** So many buckets of the watch in a row, folded as the kind does. */
  public Rule(
      String name,
      Spec probe,
      List<Expectation> when,
      int inARow,
      Severity noData,
      Severity severity,
      Response then) {
    this(name, probe, when, inARow, noData, severity, then, inARow, null, null, null, null);
  }

  /** What is looked at and told, and judged by nobody. */
  public static Rule tracked(String name, Spec probe) {
    Response nothing = new Response(Response.Act.NOTIFY, null);
    return new Rule(name, probe, List.of(), 1, Severity.WARN, Severity.WARN, nothing);
  }

  /** The same rule, with what checks call success. */
  public Rule healthy(List<Expectation> success) {
    return new Rule(
        name, probe, when, inARow, noData, severity, then, outOf, every, during, of, success,
        sameHour);
  }

  /** Whether nothing can break it. */
  public boolean tracked() {
    return when.isEmpty();
  }

  /** Whether it is judged in a bucket that begins at this offset. */
  public boolean judgedAt(Duration offset) {
    return during == null || during.holds(offset);
  }

  /** A part of a watch by offsets from its start, half-open. */
  public record Span(Duration from, Duration to) {
    boolean holds(Duration offset) {
      return offset.compareTo(from) >= 0 && offset.compareTo(to) < 0;
    }
  }

  /** Which sample of a bucket counts, value by value; a word counts as it was seen last. */
  public enum Of {
    MAX,
    MIN,
    LAST
  }
}
