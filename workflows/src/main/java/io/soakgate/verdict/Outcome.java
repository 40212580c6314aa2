package io.soakgate.verdict;

/** What a check or a rule came to. */
public enum Outcome {
  PASS,
  FAIL,
  /** It could not be seen: never healthy, and never a reason to roll back. */
  INCONCLUSIVE
}
