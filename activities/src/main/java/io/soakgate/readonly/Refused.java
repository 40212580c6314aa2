package io.soakgate.readonly;

import io.temporal.failure.ApplicationFailure;

/** What asking again cannot mend: a failure of the type {@code refused}. */
final class Refused {
  private Refused() {}

  static ApplicationFailure because(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, "refused");
  }
}
