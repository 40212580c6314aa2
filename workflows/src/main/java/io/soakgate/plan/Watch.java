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
 */
public record Watch(
    String name,
    Duration length,
    List<Phase> phases,
    Duration sample,
    List<Rule> rules,
    boolean restartOnIssue) {}
