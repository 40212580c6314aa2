package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A PgBouncer of the system's package before a cluster, run without root's rights. */
public final class PgBouncer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OwnedProcess process;
  private final int port;

  private PgBouncer(OwnedProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A login that it lets through. */
  public record User(String name, String password) {}

  /**
   * Starts one.
   *
   * @param folder a folder of its own, which need not be there
   * @param server the port of PostgreSQL on 127.0.0.1
   * @param mode {@code session}, {@code transaction} or {@code statement}
   * @param settings further lines of its configuration
   */
  public static PgBouncer start(
      Path folder, int server, String mode, List<User> users, String... settings)
      throws IOException, InterruptedException {
    String program =
        CommandLine.onPath("pgbouncer")
            .map(Path::toString)
            .or(
                () ->
                    Files.isExecutable(Path.of("/usr/sbin/pgbouncer"))
                        ? java.util.Optional.of("/usr/sbin/pgbouncer")
                        : java.util.Optional.empty())
            .orElseThrow(
                () -> new IOException("these tests need PgBouncer: apt-get install pgbouncer"));
    Files.createDirectories(folder);
    int port = Ports.freeOr(0);
    Path logins = folder.resolve("users.txt");
    Path configuration = folder.resolve("pgbouncer.ini");
    Path log = folder.resolve("pgbouncer.log");
    Files.writeString(
        logins,
        users.stream()
            .map(u -> "\"%s\" \"%s\"%n".formatted(u.name(), u.password()))
            .collect(Collectors.joining()));
    Files.writeString(
        configuration,
        """
        [databases]
        * = host=127.0.0.1 port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %s
        pool_mode = %s
        %s
        """
            .formatted(server, port, logins, mode, String.join("\n", settings)));
    Account account = Account.that(folder, program);
    account.give(folder);
    Process started =
        new ProcessBuilder(
                CommandLine.detached(account.run(List.of(program, configuration.toString()))))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    OwnedProcess process = OwnedProcess.of(started.toHandle(), List.of(configuration.toString()));
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    if (!OwnedProcess.await(() -> Ports.answers(port), PATIENCE)) {
      throw new IOException("PgBouncer did not start: " + CommandLine.endOf(log));
    }
    return new PgBouncer(process, port);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    try {
      if (!process.end("TERM", PATIENCE) && !process.end("KILL", PATIENCE)) {
        throw new IOException("PgBouncer process " + process.pid() + " cannot be stopped");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
