package io.soakgate.starter;

/** Exit codes beside those of the endings (design section 6). */
final class ExitCode {
  static final int OK = 0;
  static final int ANYTHING_ELSE = 1;
  static final int BAD_INPUT = 2;
  static final int WAITS_FOR_PEOPLE = 4;
  static final int REFUSED = 5;

  /** Temporal does not answer: what was told is from Soakgate's own database and the ledgers. */
  static final int NO_TEMPORAL = 6;

  /** A ledger and the history say different things. */
  static final int DIFFERS = 7;

  /** Somebody asked to stop; what a shell gives for SIGINT. */
  static final int STOPPED = 130;

  private ExitCode() {}
}
