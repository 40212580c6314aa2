package io.soakgate.action;

import io.temporal.failure.ApplicationFailure;

/** How an action fails; the types are those {@code ActActivity} promises. */
final class Refused {
  private Refused() {}

  /** Nothing was done, and asking again would change nothing. */
  static ApplicationFailure because(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, "refused");
  }

  /** A statement failed, and would fail again. */
  static ApplicationFailure statement(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, "failed-statement");
  }

  /** The database could not be reached or others held it; the next attempt asks the ledger. */
  static ApplicationFailure forNow(String message, String type) {
    return ApplicationFailure.newFailure(message, type);
  }
}
