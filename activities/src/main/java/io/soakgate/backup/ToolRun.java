package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.PassFile;
import io.soakgate.target.Pooler;
import io.soakgate.target.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One run of a PostgreSQL client tool against a target's server: an argument vector, never a shell
 * line; the connection in the environment; the password in a file.
 *
 * @param target whose server
 * @param application the sessions' {@code application_name}
 */
record ToolRun(Target target, String application) {
  private static final List<String> KEPT = List.of("PATH", "LD_LIBRARY_PATH", "TMPDIR", "TZ");
  private static final int TAIL = 2_000;

  /** How a run ended: its exit code and the end of what it said on standard error. */
  record Exit(int code, String said) {
    boolean well() {
      return code == 0;
    }
  }

  /**
   * Runs it to its end.
   *
   * @param progress told about twice a second
   * @throws InterruptedException when this thread is interrupted; the tool is stopped first
   */
  Exit run(List<String> command, Pulse pulse, Supplier<String> progress)
      throws IOException, InterruptedException, SQLException {
    Path said = Files.createTempFile("soakgate", ".stderr");
    try (PassFile password = PassFile.holding(target.password().reveal())) {
      ProcessBuilder builder = new ProcessBuilder(command);
      connection(builder.environment(), password);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(said.toFile());
      int code = finish(builder.start(), pulse, progress);
      return new Exit(code, tail(said));
    } finally {
      Files.deleteIfExists(said);
    }
  }

  /** What is done with what a tool writes. */
  interface Reading {
    void read(InputStream written) throws IOException, SQLException;
  }

  /**
   * Runs it to its end while what it writes on standard output is read; it is stopped when the
   * reading fails.
   */
  @SuppressWarnings("try")
  Exit pipe(List<String> command, Pulse pulse, Reading reading)
      throws IOException, InterruptedException, SQLException {
    Path said = Files.createTempFile("soakgate", ".stderr");
    try (PassFile password = PassFile.holding(target.password().reveal())) {
      ProcessBuilder builder = new ProcessBuilder(command);
      connection(builder.environment(), password);
      Process process = builder.redirectError(said.toFile()).start();
      try (Pulse.Stop stop = pulse.onCancel(() -> end(process));
          InputStream written = process.getInputStream()) {
        reading.read(written);
        return new Exit(process.waitFor(), tail(said));
      } finally {
        end(process);
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  // The worker's environment holds secrets; a tool gets what it needs and nothing else.
  private void connection(Map<String, String> environment, PassFile password) throws SQLException {
    environment.keySet().removeIf(name -> !KEPT.contains(name));
    environment.put("LC_ALL", "C");
    environment.put("PGHOST", target.host());
    environment.put("PGPORT", String.valueOf(target.port()));
    environment.put("PGUSER", target.user());
    environment.put("PGPASSFILE", password.path().toString());
    environment.put("PGAPPNAME", application);
    environment.put("PGCONNECT_TIMEOUT", "10");
    // Poolers refuse options at the login; they end a backend with its client by themselves.
    if (!pooled()) {
      environment.put(
          "PGOPTIONS",
          "-c client_connection_check_interval=500ms -c default_transaction_read_only=off");
    }
  }

  private boolean pooled() throws SQLException {
    try (Connection session = target.connect(application)) {
      return Pooler.between(session);
    }
  }

  @SuppressWarnings("try")
  private static int finish(Process process, Pulse pulse, Supplier<String> progress)
      throws InterruptedException {
    try (Pulse.Stop stop = pulse.onCancel(() -> end(process))) {
      while (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
        pulse.progress(progress.get());
      }
      return process.exitValue();
    } finally {
      end(process);
    }
  }

  // A parallel pg_dump is a leader and its workers: the leader alone would leave them working.
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String tail(Path said) throws IOException {
    String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
    return text.length() <= TAIL ? text : "… " + text.substring(text.length() - TAIL);
  }
}
