package io.soakgate.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What can be turned on and off while the application runs, by a route or by a command: a switch is
 * on while its file is there.
 */
record Switches(Path folder) {
  /** The switch that stops the whole application. */
  static final String STOPPED = "stopped";

  boolean on(String name) {
    return Files.exists(folder.resolve(name));
  }

  void turn(String name, boolean on) throws IOException {
    if (on) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name), "on\n");
    } else {
      Files.deleteIfExists(folder.resolve(name));
    }
  }
}
