package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A process of ours as it is written down, so that a later process can find it again and never
 * takes a stranger that got the same pid for it.
 *
 * @param pid its process id
 * @param started when the system says it started
 * @param arguments the end of its command line, arguments joined by blanks; empty: any
 */
public record OwnedProcess(long pid, Instant started, String arguments) {
  /**
   * Linux derives a start from the boot time, which moves by up to a second when a clock is set.
   */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static final Duration TICK = Duration.ofMillis(20);

  /** Describes a process that runs now. */
  public static OwnedProcess of(ProcessHandle process, List<String> arguments) {
    return new OwnedProcess(
        process.pid(),
        process.info().startInstant().orElse(Instant.EPOCH),
        String.join(" ", arguments));
  }

  /** What a file says, or nothing when there is no such file or it is cut off. */
  public static Optional<OwnedProcess> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      return Optional.of(
          new OwnedProcess(
              Long.parseLong(lines.get(0)),
              Instant.ofEpochMilli(Long.parseLong(lines.get(1))),
              lines.get(2)));
    } catch (NumberFormatException | IndexOutOfBoundsException cutOff) {
      return Optional.empty();
    }
  }

  /** The processes whose command line holds these words next to each other, recorded or not. */
  public static List<OwnedProcess> with(List<String> words) {
    String wanted = " " + String.join(" ", words) + " ";
    return ProcessHandle.allProcesses()
        .filter(it -> (" " + ProcessState.arguments(it) + " ").contains(wanted))
        .filter(ProcessState::runs)
        .map(it -> of(it, List.of(ProcessState.arguments(it))))
        .toList();
  }

  /** Writes this to a file of three lines: pid, start in ms since 1970, arguments. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, pid + "\n" + started.toEpochMilli() + "\n" + arguments + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether exactly this process runs: same pid, same start, same arguments, not a zombie. */
  public boolean alive() {
    return handle().isPresent();
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid).filter(this::same).filter(ProcessState::runs);
  }

  private boolean same(ProcessHandle process) {
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(start, started).abs().compareTo(SLACK) <= 0
        && sameArguments(ProcessState.arguments(process));
  }

  /** While a process becomes another program (setsid becomes the server) it has no arguments. */
  private boolean sameArguments(String now) {
    return now.isEmpty() || now.endsWith(arguments);
  }

  /**
   * Sends a signal and waits until the process is gone.
   *
   * @param signal its name without SIG, such as TERM
   * @return false when it still runs after the patience
   */
  public boolean end(String signal, Duration patience) throws IOException, InterruptedException {
    if (!alive()) {
      return true;
    }
    // Java can send TERM and KILL only, and PostgreSQL reads TERM as "wait for every client".
    new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return await(() -> !alive(), patience);
  }

  /** Asks again and again until the answer is yes (true) or the patience is over (false). */
  public static boolean await(BooleanSupplier done, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(TICK.toMillis());
    }
    return true;
  }
}
