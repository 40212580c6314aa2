package io.soakgate.intake;

/** Why something that was pressed or typed is not passed on, in words for whom it was. */
final class Turned extends Exception {
  private static final long serialVersionUID = 1;

  Turned(String why) {
    super(why, null, false, false);
  }
}
