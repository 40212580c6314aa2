package io.soakgate.channel;

/** A channel refused what it was told, and would again. */
final class Untold extends Exception {
  private static final long serialVersionUID = 1;

  Untold(String why) {
    super(why);
  }
}
