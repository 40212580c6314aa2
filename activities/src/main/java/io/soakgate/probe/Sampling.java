package io.soakgate.probe;

/** How a watch looks through a probe while a bucket goes by. */
public enum Sampling {
  /** At each sample: a state, of which the bucket is told by its samples. */
  THROUGHOUT,

  /**
   * At each sample and once more at the bucket's end: counters, whose difference is what the bucket
   * saw.
   */
  TO_THE_END,

  /**
   * Once the bucket is over: what keeps the times of what it knows, and tells of the whole bucket
   * even when nobody looked meanwhile.
   */
  AFTERWARDS
}
