package io.soakgate.plan.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects every problem of an input, so that all are told at once, and each of them once. */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();

  /** Adds a problem; what was told before, word for word, is not told again. */
  public void add(String at, String what, String why, String todo) {
    found.add(new Problem(at, what, why, todo));
  }

  /** True while nothing was found. */
  public boolean none() {
    return found.isEmpty();
  }

  /** What was found, in the order it was found. */
  public List<Problem> list() {
    return List.copyOf(found);
  }
}
