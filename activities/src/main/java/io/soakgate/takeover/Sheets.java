package io.soakgate.takeover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a runbook, numbered in the order they are run. */
final class Sheets {
  private final Path folder;
  private int number;

  Sheets(Path folder) {
    this.folder = folder;
  }

  /** The name of the next file in its order: {@code 03-production-rls.sql}. */
  String next(String name) {
    number++;
    return "%02d-%s.sql".formatted(number, plain(name));
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Letters that need no quotes in a shell. */
  static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]+", "-");
  }
}
