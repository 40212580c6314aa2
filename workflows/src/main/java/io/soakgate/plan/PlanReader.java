package io.soakgate.plan;

import java.util.Optional;

/** Reads a plan from bytes, strictly, and reports every problem at once. */
public final class PlanReader {
  private PlanReader() {}

  /**
   * Reads {@code plan.yaml}.
   *
   * @param bytes the file's bytes
   * @param kinds what may stand in a spec; asked for each spec at its position
   * @param problems receives everything that is wrong
   * @return the plan, or empty when there was any problem
   */
  public static Optional<Plan> read(byte[] bytes, Kinds kinds, Problems problems) {
    throw new UnsupportedOperationException();
  }
}
