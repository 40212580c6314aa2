package io.soakgate.script;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a path in a script leads, from the plan's folder. */
final class Paths {
  private Paths() {}

  /**
   * The path from the plan's folder; whether it leads out of it is not judged here.
   *
   * @param from the file whose folder it is relative to; empty: the plan's folder
   */
  static String of(String from, String written) {
    try {
      Path folder = from.isEmpty() ? null : Path.of(from).getParent();
      Path path = folder == null ? Path.of(written) : folder.resolve(written);
      return path.normalize().toString();
    } catch (InvalidPathException e) {
      return written;
    }
  }
}
