package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Java does not say about a process. */
final class ProcessState {
  private ProcessState() {}

  /** The process's arguments joined by blanks, without the program; its whole line elsewhere. */
  static String arguments(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .map(words -> String.join(" ", words))
        .or(process.info()::commandLine)
        .orElse("");
  }

  /**
   * Whether it runs. A killed orphan stays in the table as a zombie where the first process of a
   * container does not collect the dead, and Java calls that alive.
   */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && !zombie(process.pid());
  }

  /** A first thread that has ended is no zombie yet while others still hold the files and ports. */
  private static boolean zombie(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      String stat = Files.readString(process.resolve("stat"));
      // proc(5): "pid (name) state ..."; the name may hold blanks and brackets itself.
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2) && threads.count() <= 1;
    } catch (IOException noProcFileSystem) {
      return false;
    }
  }
}
