package io.soakgate.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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
  private static final int ATTEMPTS = 3;

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
          "logging_collector=off");

  private final Path folder;
  private final Path data;
  private final Path login;
  private final Path log;

  ClusterFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.data = this.folder.resolve("data");
    this.login = this.folder.resolve("login");
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
    }
  }

  /** Into a draft that is renamed, so that a killed initdb never counts as a cluster. */
  private void create(PostgresBinaries binaries, Account account)
      throws IOException, InterruptedException {
    Path draft = folder.resolve("data.new");
    Path password = folder.resolve("initdb.password");
    Folders.delete(draft);
    Files.createDirectory(draft);
    account.give(draft);
    Login fresh = Login.fresh();
    fresh.write(login);
    try {
      fresh.writePassword(password);
      account.give(password);
      CommandLine.Done initdb =
          CommandLine.run(account.run(initdb(binaries, draft, password, fresh.user())));
      if (!initdb.ok()) {
        throw new IOException(folder + ": initdb failed: " + initdb.output());
      }
    } finally {
      Files.deleteIfExists(password);
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
    Login known = Login.read(login);
    Login here = known.at(port(known.port()));
    here.write(login);
    Process process =
        new ProcessBuilder(detached(account.run(server(binaries, here.port(), options))))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    OwnedProcess server = OwnedProcess.of(process.toHandle(), Postmaster.argument(data));
    return ready(options, server, false);
  }

  /** In a session of its own, so that Ctrl-C in a terminal reaches us and not the server. */
  private static List<String> detached(List<String> command) {
    if (CommandLine.onPath("setsid").isEmpty()) {
      return command;
    }
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(command);
    return whole;
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

  private static int port(int wanted) throws IOException {
    for (int port : new int[] {wanted, 0}) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        return free.getLocalPort();
      } catch (IOException taken) {
        if (port == 0) {
          throw taken;
        }
      }
    }
    throw new IllegalStateException("unreachable: port 0 is any free port");
  }

  private PostgresCluster ready(PostgresOptions options, OwnedProcess server, boolean adopted)
      throws IOException, InterruptedException {
    OwnedProcess.await(() -> !server.alive() || accepting(), options.patience());
    Optional<Postmaster> postmaster = running().filter(Postmaster::ready);
    if (postmaster.isEmpty()) {
      server.end("KILL", options.patience());
      throw new IOException(folder + ": PostgreSQL did not start: " + endOfLog());
    }
    Login here = Login.read(login).at(postmaster.get().port());
    PostgresCluster cluster =
        new PostgresCluster(here, postmaster.get().process(), options.patience(), adopted);
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

  private String endOfLog() throws IOException {
    if (!Files.exists(log)) {
      return "it wrote no log";
    }
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
