package io.soakgate.probe;

import io.soakgate.verdict.Measurement;
import java.util.List;
import java.util.stream.Stream;

/** How the samples of one bucket become one measurement. */
final class Fold {
  private Fold() {}

  /** The samples that saw, in order. */
  static Stream<Measurement> saw(List<Measurement> samples) {
    return samples.stream().filter(m -> m.blind() == null);
  }

  /**
   * The last sample that saw: right for a state (counts, catalogs, flags), which is at a bucket's
   * end what it is.
   */
  static Measurement last(List<Measurement> samples) {
    return saw(samples).reduce((first, second) -> second).orElseThrow();
  }
}
