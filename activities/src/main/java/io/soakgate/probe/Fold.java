package io.soakgate.probe;

import io.soakgate.verdict.Measurement;
import java.util.List;

/** How the samples of one bucket become one measurement. */
final class Fold {
  private Fold() {}

  /** The last sample that saw. */
  static Measurement last(List<Measurement> samples) {
    return samples.stream()
        .filter(m -> m.blind() == null)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
