package io.soakgate.starter.crash;

import io.soakgate.starter.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code soakgate worker} in a process of its own, which can be killed. */
public final class WorkerProcess {
  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one.
   *
   * @param log receives everything it prints
   */
  public static WorkerProcess start(Path configuration, String temporal, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "worker",
                    "--config",
                    configuration.toString(),
                    "--state",
                    configuration.getParent().toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("TEMPORAL_ADDRESS", temporal);
    return new WorkerProcess(builder.start(), log);
  }

  /** Waits until it says that it polls. */
  public void awaitPolling() throws Exception {
    Await.until(
        "a worker polls",
        this::said,
        () -> !process.isAlive() || said().contains("worker polls; targets "));
    if (!process.isAlive()) {
      throw new AssertionError("the worker ended with " + process.exitValue() + ": " + said());
    }
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends TERM, as an init system does. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Waits until it ended by itself.
   *
   * @return its exit code
   */
  int ended() throws Exception {
    if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the worker " + process.pid() + " does not end: " + said());
    }
    return process.exitValue();
  }

  public long pid() {
    return process.pid();
  }

  private String said() throws IOException {
    return Files.readString(log);
  }
}
