package io.soakgate.command;

/** A program was stopped before its end. */
public final class Stopped extends Exception {
  private final String said;

  /**
   * @param words why, to be read behind the program's name
   * @param said the end of what it said until then
   */
  Stopped(String words, String said) {
    super(words);
    this.said = said;
  }

  /** The end of what it said until then. */
  public String said() {
    return said;
  }
}
