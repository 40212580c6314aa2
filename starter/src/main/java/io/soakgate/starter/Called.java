package io.soakgate.starter;

/** How this command line was called, so that what people are told to type works as it stands. */
final class Called {
  private static final String NAME = "soakgate";

  private Called() {}

  /** The command line's name, {@code ./soakgate} when it was called so. */
  static String name() {
    return System.getProperty("soakgate.called", NAME);
  }

  /** A command that begins with {@code soakgate}, as it has to be typed here. */
  static String typed(String command) {
    return command.startsWith(NAME + " ") ? name() + command.substring(NAME.length()) : command;
  }
}
