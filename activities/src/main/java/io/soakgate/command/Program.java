package io.soakgate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program.
 *
 * @param vector the program and its arguments, as they are
 * @param folder where it runs, or null for the worker's own
 * @param environment what it finds in its environment beside the few variables every program needs;
 *     the worker's own holds secrets and is not handed on
 * @param timeout when it is stopped
 */
public record Program(
    List<String> vector, Path folder, Map<String, String> environment, Duration timeout) {
  private static final List<String> KEPT =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "TZ");
  private static final long MOST_OUTPUT = 64_000_000;
  private static final long LOOK_MILLIS = 50;

  /** What is told while it runs, and may throw to stop it. */
  public interface Watch {
    /** Called about every second. */
    void running(Duration since);
  }

  /**
   * How a run ended.
   *
   * @param code the exit code
   * @param said the end of what it said, at most 16 kB
   * @param lines how many lines it said in all
   * @param took how long it took
   */
  public record Ended(int code, String said, long lines, Duration took) {}

  /**
   * Runs it to its end.
   *
   * @throws Stopped when it took too long or said too much; it is stopped then, and all it started
   * @throws IOException when there is no such program, or it may not be run
   * @throws InterruptedException when nobody wants it any more; it is stopped first
   */
  public Ended run(Watch watch) throws IOException, InterruptedException, Stopped {
    // Into a file: what it leaves running keeps an end to write to.
    Path output = Files.createTempFile("soakgate", ".output");
    long begun = System.nanoTime();
    try {
      Process process = start(output);
      try {
        finish(process, output, begun, watch);
      } finally {
        end(process);
      }
      Output said = Output.of(output);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      return new Ended(process.exitValue(), said.tail(), said.lines(), took);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private Process start(Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(vector);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().keySet().removeIf(name -> !KEPT.contains(name));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private void finish(Process process, Path output, long begun, Watch watch)
      throws IOException, InterruptedException, Stopped {
    int looks = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Duration since = Duration.ofNanos(System.nanoTime() - begun);
      if (since.compareTo(timeout) > 0) {
        throw new Stopped(
            "took longer than " + timeout.toMillis() + " ms and was stopped",
            Output.of(output).tail());
      }
      if (Files.size(output) > MOST_OUTPUT) {
        throw new Stopped("said more than 64 MB and was stopped", Output.of(output).tail());
      }
      if (looks++ % 20 == 0) {
        watch.running(since);
      }
    }
  }

  // What a program that ended well left running, an application it started, is left alone.
  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
