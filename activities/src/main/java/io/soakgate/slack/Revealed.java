package io.soakgate.slack;

import io.soakgate.target.Secret;
import java.util.List;

/** Reads secrets for a check-up: what is wrong with one is told without a word of it. */
final class Revealed {
  private Revealed() {}

  /**
   * Reads a token.
   *
   * @param what how it is called
   * @param begins what such a token begins with
   * @return null when it cannot be read or is another; then that was added
   */
  static String of(String what, Secret secret, String begins, List<Tick> all) {
    String value = of(what, secret, all);
    if (value != null && !value.startsWith(begins)) {
      all.add(
          Tick.wrong(
              what + ": " + secret.reference() + " holds something else",
              "put the one there that begins with " + begins));
      return null;
    }
    return value;
  }

  /** Reads a secret; null when it cannot be read, and then that was added. */
  static String of(String what, Secret secret, List<Tick> all) {
    try {
      return secret.reveal();
    } catch (IllegalStateException e) {
      all.add(
          Tick.wrong(
              what + ": " + e.getMessage(),
              "put it there; run this where the worker runs, with its environment"));
      return null;
    }
  }
}
