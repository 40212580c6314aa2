package io.soakgate.backup;

import io.temporal.failure.ApplicationFailure;

/** What trying again cannot mend: a failure of the type {@code refused}. */
final class Refusal {
  private Refusal() {}

  static ApplicationFailure of(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, "refused");
  }
}
