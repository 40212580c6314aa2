package io.soakgate.plan;

import java.util.ArrayList;
import java.util.List;

/** Collects every problem of an input, so that all are told at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem. */
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
