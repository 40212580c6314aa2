package io.soakgate.verdict;

/**
 * An outcome with its arithmetic in words.
 *
 * @param outcome what it came to
 * @param words why, with every figure: {@code valid-indexes 47 - 2 before = +45 >= +45}
 */
public record Verdict(Outcome outcome, String words) {}
