package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Measurement;
import java.time.Clock;
import java.util.List;

/**
 * {@code attest: words}, or {@code attest: {name: words}} for several: a person says so. It is
 * ticked at a gate and never looked at by a worker; the kind stands here so that plans are checked
 * like any other.
 */
final class AttestProbe implements Probe {
  private final Clock clock;

  AttestProbe(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "attest";
  }

  @Override
  public List<String> check(Node with) {
    if (with.isMapping()) {
      with.keys().forEach(name -> with.required(name).map(Node::text));
    } else {
      with.text();
    }
    return List.of();
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) {
    return Measurement.blind(
        clock.instant(), "a person attests this at a gate; a worker cannot look at it");
  }
}
