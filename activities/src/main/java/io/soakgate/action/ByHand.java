package io.soakgate.action;

/**
 * An action as a person does it with Temporal and every worker down (ADR 0014).
 *
 * @param psql a file for {@code psql -f}; null when there is nothing to run in it
 * @param words what is to be done instead, or what the file does
 */
public record ByHand(String psql, String words) {

  static ByHand nothing(String words) {
    return new ByHand(null, words);
  }
}
