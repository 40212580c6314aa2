package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one throw-away cluster, and how they become a running server. */
final class ClusterFolder {
  private static final int ATTEMPTS = 6;
  private static final long PAUSE_MILLIS = 200;

  /**
   * A port taken since we looked; the last children of a killed server, which end by themselves.
   */
  private static final List<String> PASSING =
      List.of("Address already in use", "pre-existing shared memory block");

  /** Speed before safety: all of it is thrown away. Backends of a killed client end soon. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "shared_buffers=64MB",
          "max_wal_size=512MB",
          "client_connection_check_interval=500ms",
          "logging_collector=off",
          // Who a line is about stands in it, so that our own sessions can be told from others.
          "log_line_prefix=%m [%p] %q%a ",
          // A place would write EDT or CEST, which is no time for sure.
          "log_timezone=UTC");

  private final Path folder;
  private final Path data;
  private final Path password;
  private final Path port;
  private final Path log;

  ClusterFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.data = this.folder.resolve("data");
    this.password = this.folder.resolve("password");
    this.port = this.folder.resolve("port");
    this.log = this.folder.resolve("server.log");
  }

  /** The server that runs on this folder's data. */
  Optional<Postmaster> running() throws IOException {
    return Postmaster.of(data);
  }

  /** Adopts, starts or creates; see {@link PostgresCluster#start}. */
  PostgresCluster start(PostgresBinaries binaries, PostgresOptions options)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Optional<Postmaster> live = running();
    if (live.isPresent()) {
      return ready(options, live.get().process(), true);
    }
    Account account = Account.that(folder, binaries.program("postgres"));
    if (!Files.isDirectory(data)) {
      options.progress().accept("creating PostgreSQL " + binaries.version() + " in " + folder);
      create(binaries, account);
    }
    account.give(data);
    for (int attempt = 1; ; attempt++) {
      try {
        return launch(binaries, account, options);
      } catch (IOException failed) {
        if (attempt == ATTEMPTS || PASSING.stream().noneMatch(failed.getMessage()::contains)) {
          throw failed;
        }
      }
      Thread.sleep(attempt * PAUSE_MILLIS);
    }
  }

  /** Into a draft that is renamed, so that a killed initdb never counts as a cluster. */
  private void create(PostgresBinaries binaries, Account account)
      throws IOException, InterruptedException {
    Path draft = folder.resolve("data.new");
    Path copy = folder.resolve("initdb.password");
    Folders.delete(draft);
    Files.createDirectory(draft);
    account.give(draft);
    Login fresh = Login.fresh();
    fresh.write(password);
    try {
      fresh.write(copy);
      account.give(copy);
      CommandLine.Done initdb =
          CommandLine.run(account.run(initdb(binaries, draft, copy, fresh.user())));
      if (!initdb.ok()) {
        throw new IOException(folder + ": initdb failed: " + initdb.output());
      }
    } finally {
      Files.deleteIfExists(copy);
    }
    Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> initdb(
      PostgresBinaries binaries, Path draft, Path password, String user) {
    return List.of(
        binaries.program("initdb"),
        "--pgdata=" + draft,
        "--username=" + user,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
  }

  private PostgresCluster launch(
      PostgresBinaries binaries, Account account, PostgresOptions options)
      throws IOException, InterruptedException {
    Postmaster.forget(data);
    Login.read(password); // before a server runs that nobody could log in to
    int here = Ports.freeOr(lastPort());
    Files.writeString(port, here + "\n");
    Process process =
        new ProcessBuilder(CommandLine.detached(account.run(server(binaries, here, options))))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    OwnedProcess server = OwnedProcess.of(process.toHandle(), Postmaster.argument(data));
    return ready(options, server, false);
  }

  private List<String> server(PostgresBinaries binaries, int port, PostgresOptions options) {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.add("port=" + port);
    if (binaries.hasLibrary("pg_stat_statements")) {
      settings.add("shared_preload_libraries=pg_stat_statements");
    }
    settings.addAll(options.settings());
    List<String> command = new ArrayList<>(List.of(binaries.program("postgres")));
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    command.addAll(Postmaster.argument(data)); // at the end: by it the process is known again
    return command;
  }

  /** The port of the last start, so that addresses stay what they were; 0 before the first. */
  private int lastPort() throws IOException {
    try {
      return Files.exists(port) ? Integer.parseInt(Files.readString(port).strip()) : 0;
    } catch (NumberFormatException cutOff) {
      return 0;
    }
  }

  private PostgresCluster ready(PostgresOptions options, OwnedProcess server, boolean adopted)
      throws IOException, InterruptedException {
    try {
      OwnedProcess.await(() -> !server.alive() || accepting(), options.patience());
    } catch (InterruptedException givenUp) {
      server.end("QUIT", options.patience());
      throw givenUp;
    }
    Optional<Postmaster> postmaster = running().filter(Postmaster::ready);
    if (postmaster.isEmpty()) {
      server.end("KILL", options.patience());
      throw new IOException(folder + ": PostgreSQL did not start: " + CommandLine.endOf(log));
    }
    PostgresCluster cluster =
        new PostgresCluster(
            postmaster.get(), Login.read(password), password, options.patience(), adopted);
    try (Connection session = cluster.connect("postgres")) {
      session.isValid(1);
    } catch (SQLException refused) {
      throw new IOException(folder + ": PostgreSQL runs but refuses us", refused);
    }
    return cluster;
  }

  private boolean accepting() {
    try {
      return running().filter(Postmaster::ready).isPresent();
    } catch (IOException beingWritten) {
      return false;
    }
  }
}
