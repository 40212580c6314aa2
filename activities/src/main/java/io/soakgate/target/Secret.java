package io.soakgate.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A reference to a secret: {@code env:NAME} or {@code file:PATH}. The secret itself is read when it
 * is needed, never kept, and never part of {@link #toString()} (decision 7).
 */
public record Secret(String reference) {
  /** How a plan may refer to a secret: {@code secret:NAME} is one its target names. */
  public static final String FORMS = "env:NAME, file:PATH or secret:NAME";

  /** Whether a text of a plan refers to a secret. */
  public static boolean isReference(String text) {
    return text.matches("(env|file|secret):.+");
  }

  /**
   * Reads the secret.
   *
   * @throws IllegalStateException when the variable is not set or the file cannot be read; the
   *     message names the reference, never the value
   */
  public String reveal() {
    if (reference.startsWith("env:")) {
      String value = System.getenv(reference.substring(4));
      if (value == null) {
        throw new IllegalStateException(reference + " is not set in the worker's environment");
      }
      return value;
    }
    try {
      return Files.readString(Path.of(reference.substring("file:".length()))).strip();
    } catch (IOException e) {
      throw new IllegalStateException(reference + " cannot be read by the worker", e);
    }
  }
}
