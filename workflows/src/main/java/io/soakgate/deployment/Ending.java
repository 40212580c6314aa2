package io.soakgate.deployment;

/** How a deployment ended, with the exit code of {@code start --wait} (design section 6). */
public enum Ending {
  SUCCEEDED(0),
  SUCCEEDED_WITH_WARNINGS(0),
  ROLLED_BACK(3),
  PARTLY_ROLLED_BACK(3),
  REFUSED(5),
  CANCELLED(5);

  private final int exitCode;

  Ending(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a waiting command line. */
  public int exitCode() {
    return exitCode;
  }
}
