package io.soakgate.plan;

import java.time.Duration;
import java.util.List;

/**
 * A probe and what is expected of it. With neither {@code must} nor {@code should} the measurement
 * is recorded only.
 *
 * @param name unique within its list; the kind's name and a number when the author gave none
 * @param probe what looks
 * @param must go/no-go: all must hold
 * @param should nice to have: failing ends in warnings
 * @param in environments this check belongs to; empty means all
 * @param shownTo the role that ticks an {@code attest} check, else null
 * @param takes how long it is expected to take, or null
 */
public record Check(
    String name,
    Spec probe,
    List<Expectation> must,
    List<Expectation> should,
    List<String> in,
    String shownTo,
    Duration takes) {

  /** The kind whose answer is given by a person on the next gate, never by a worker. */
  public static final String ATTEST = "attest";

  /** True when a named person must tick this check. */
  public boolean attested() {
    return probe.kind().equals(ATTEST);
  }

  /** True when this check belongs to {@code environment}. */
  public boolean appliesIn(String environment) {
    return in.isEmpty() || in.contains(environment);
  }
}
