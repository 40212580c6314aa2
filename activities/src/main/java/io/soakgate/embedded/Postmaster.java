package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a data folder, as its {@code postmaster.pid} names it (PostgreSQL,
 * "Database File Layout": pid, folder, start, port, socket folder, address, memory key, status).
 *
 * @param process the live server
 * @param port where it listens
 * @param ready whether it takes connections by now
 */
record Postmaster(OwnedProcess process, int port, boolean ready) {
  private static final String FILE = "postmaster.pid";

  /**
   * The live server of a data folder. A file left by a killed server, or one whose pid belongs to
   * another program by now, counts as none.
   */
  static Optional<Postmaster> of(Path data) throws IOException {
    List<String> lines = lines(data);
    if (lines.size() < 4) {
      return Optional.empty();
    }
    try {
      Optional<ProcessHandle> live =
          ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
              .filter(ProcessState::runs)
              .filter(process -> serves(process, data));
      int port = Integer.parseInt(lines.get(3).strip());
      boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready");
      return live.map(it -> new Postmaster(OwnedProcess.of(it, argument(data)), port, ready));
    } catch (NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  /** Removes the file of a server that is gone; its pid may belong to someone else by now. */
  static void forget(Path data) throws IOException {
    if (of(data).isEmpty()) {
      Files.deleteIfExists(data.resolve(FILE));
    }
  }

  /** The end of the command line by which a server of this folder is known. */
  static List<String> argument(Path data) {
    return List.of("-D", data.toString());
  }

  private static boolean serves(ProcessHandle process, Path data) {
    String arguments = ProcessState.arguments(process);
    return arguments.endsWith(String.join(" ", argument(data)));
  }

  private static List<String> lines(Path data) throws IOException {
    try {
      return Files.readAllLines(data.resolve(FILE));
    } catch (NoSuchFileException notRunning) {
      return List.of();
    }
  }
}
