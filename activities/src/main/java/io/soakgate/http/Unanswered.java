package io.soakgate.http;

/** There was no answer, or not all of one in time. The message names no address. */
public final class Unanswered extends Exception {
  private final boolean late;

  /**
   * @param words why, in words fit for a report
   * @param late whether somebody is there who took too long
   */
  Unanswered(String words, boolean late) {
    super(words);
    this.late = late;
  }

  /** Whether somebody is there who took too long. */
  public boolean late() {
    return late;
  }
}
