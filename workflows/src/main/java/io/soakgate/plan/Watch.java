package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * Keep looking for a while, and judge.
 *
 * @param name unique in its environment; also a moment
 * @param length how long it lasts
 * @param phases bucket lengths by offset; the first starts at zero
 * @param sample how often a bucket is sampled; at most the shortest bucket
 * @param rules what is judged
 * @param restartOnIssue whether a logged issue starts the watch again from zero
 * @param inWindow whether it has to be over before the window closes
 * @param onClock whether buckets begin at multiples of their length since midnight UTC
 */
public record Watch(
    String name,
    Duration length,
    List<Phase> phases,
    Duration sample,
    List<Rule> rules,
    boolean restartOnIssue,
    boolean inWindow,
    boolean onClock) {

  /** Buckets from its own start, and the window may close meanwhile. */
  public Watch(
      String name,
      Duration length,
      List<Phase> phases,
      Duration sample,
      List<Rule> rules,
      boolean restartOnIssue) {
    this(name, length, phases, sample, rules, restartOnIssue, false, false);
  }

  /** The same time in other buckets, with some of the rules. */
  public Watch with(List<Phase> phases, Duration sample, List<Rule> rules) {
    return new Watch(name, length, phases, sample, rules, restartOnIssue, inWindow, onClock);
  }
}
