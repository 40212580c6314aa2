package io.soakgate.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Short commands that are run to their end, and programs looked up on the PATH. */
public final class CommandLine {
  private static final int TAIL = 20;

  private CommandLine() {}

  /**
   * What a command left.
   *
   * @param code its exit code
   * @param output both its streams
   */
  public record Done(int code, String output) {
    /** Whether the exit code is 0. */
    public boolean ok() {
      return code == 0;
    }
  }

  /**
   * Runs a command without input.
   *
   * @throws IOException when there is no such program
   */
  public static Done run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Done(process.waitFor(), output);
  }

  /** Whether a command exists and ends with 0. */
  static boolean works(List<String> command) throws InterruptedException {
    try {
      return run(command).ok();
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  /** In a session of its own, so that Ctrl-C in a terminal reaches us and not the command. */
  public static List<String> detached(List<String> command) {
    if (onPath("setsid").isEmpty()) {
      return command;
    }
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(command);
    return whole;
  }

  /** The last 20 lines of a log, for a message. */
  public static String endOf(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "it wrote no log";
    }
    // Not Files.readAllLines: a log may hold bytes that are no UTF-8.
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  /** The first program of that name on the PATH, links followed. */
  public static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .flatMap(CommandLine::real)
        .findFirst();
  }

  private static Stream<Path> real(Path program) {
    try {
      return Stream.of(program.toRealPath());
    } catch (IOException vanished) {
      return Stream.empty();
    }
  }
}
