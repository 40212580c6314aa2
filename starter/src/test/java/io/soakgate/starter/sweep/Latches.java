package io.soakgate.starter.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Files that stop whoever passes their place in a database, as {@code sample.sql} says. */
record Latches(Path folder) {
  /** In a new folder that the server, another account, can look into. */
  static Latches make() throws IOException {
    Path folder = Files.createTempDirectory("soakgate-latches-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Latches(folder);
  }

  void set(int cell, int latch) throws IOException {
    Files.createFile(file(cell, latch));
  }

  void release(int cell, int latch) throws IOException {
    Files.deleteIfExists(file(cell, latch));
  }

  /** Lets everybody pass. */
  void releaseAll() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(Latches::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(int cell, int latch) {
    return folder.resolve(cell + "-" + latch);
  }
}
