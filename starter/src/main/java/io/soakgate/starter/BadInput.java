package io.soakgate.starter;

import io.soakgate.plan.reading.Problem;
import java.util.List;

/** What was typed, or a file that was named, is wrong; nothing was contacted. */
final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  BadInput(String message) {
    super(message, null, false, false);
    this.problems = List.of();
  }

  BadInput(List<Problem> problems) {
    super(problems.size() + " problems", null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** Refuses a missing reason: whoever stops or takes back something says why. */
  static void unlessSaid(String reason) {
    if (reason == null) {
      throw new BadInput("--reason is missing: whoever reads the report asks why; say it");
    }
  }

  List<Problem> problems() {
    return problems;
  }
}
