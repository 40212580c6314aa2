package io.soakgate.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keep looking for a while, and judge.
 *
 * @param name unique in its environment; also a moment, unless it is {@code beside}
 * @param length how long it lasts; of one {@code beside}, after how long it begins again
 * @param phases bucket lengths by offset; the first starts at zero
 * @param sample how often a bucket is sampled; at most the shortest bucket
 * @param rules what is judged
 * @param restartOnIssue whether a logged issue starts the watch again from zero
 * @param inWindow whether it has to be over before the window closes
 * @param onClock whether buckets begin at multiples of their length since midnight UTC
 * @param beside whether it runs beside the changes, from the first to the last verified one (S-060)
 */
public record Watch(
    String name,
    Duration length,
    List<Phase> phases,
    Duration sample,
    List<Rule> rules,
    boolean restartOnIssue,
    boolean inWindow,
    boolean onClock,
    boolean beside) {

  /** No changes take longer than this; those that do are watched in a second round. */
  public static final Duration BESIDE = Duration.ofHours(24);

  /** Buckets from its own start, and the window may close meanwhile. */
  public Watch(
      String name,
      Duration length,
      List<Phase> phases,
      Duration sample,
      List<Rule> rules,
      boolean restartOnIssue) {
    this(name, length, phases, sample, rules, restartOnIssue, false, false, false);
  }

  /** The same watch, longer: what is added are further buckets of the last length. */
  public Watch longer(Duration more) {
    List<Phase> longer = new ArrayList<>(phases);
    longer.add(new Phase(length, phases.get(phases.size() - 1).bucket()));
    return new Watch(
        name,
        length.plus(more),
        List.copyOf(longer),
        sample,
        rules,
        restartOnIssue,
        inWindow,
        onClock,
        beside);
  }

  /** The same time in other buckets, with some of the rules. */
  public Watch with(List<Phase> phases, Duration sample, List<Rule> rules) {
    return new Watch(
        name, length, phases, sample, rules, restartOnIssue, inWindow, onClock, beside);
  }
}
