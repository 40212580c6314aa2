package io.soakgate.starter;

import io.soakgate.deployment.Status;
import java.time.Duration;

/** How long something has been so, in words. */
final class Elapsed {
  private Elapsed() {}

  /** How long the deployment has been doing, or waiting for, what it does now. */
  static String since(Status status) {
    return words(Duration.between(status.since(), status.now()));
  }

  /** A duration in words. */
  static String words(Duration d) {
    if (d.toMinutes() < 1) {
      return d.toSeconds() + " s";
    }
    return d.toHours() < 1
        ? d.toMinutes() + " min " + d.toSecondsPart() + " s"
        : d.toHours() + " h " + d.toMinutesPart() + " min";
  }
}
