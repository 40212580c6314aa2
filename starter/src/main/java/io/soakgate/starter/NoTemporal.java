package io.soakgate.starter;

/** No Temporal server answers, or none of its workers does. */
final class NoTemporal extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NoTemporal(String message, Throwable cause) {
    super(message, cause);
  }
}
