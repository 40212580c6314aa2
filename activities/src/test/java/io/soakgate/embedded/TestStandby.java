package io.soakgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A primary of its own and a standby that streams from it through a slot, both on loopback. */
public final class TestStandby implements AutoCloseable {
  private static final Path HOME = Path.of("target", "standby").toAbsolutePath();

  private final Path folder = HOME.resolve("standby");
  private final PostgresCluster primary;
  private PostgresCluster standby;

  private TestStandby(PostgresCluster primary) {
    this.primary = primary;
  }

  /** Makes both; what a killed test run left is removed before. */
  public static TestStandby start() throws Exception {
    PostgresCluster.stop(HOME.resolve("standby"));
    PostgresCluster.stop(HOME.resolve("primary"));
    Folders.delete(HOME);
    PostgresOptions options = PostgresOptions.telling(System.out::println);
    PostgresCluster primary =
        PostgresCluster.start(TestCluster.binaries(), HOME.resolve("primary"), options);
    TestStandby made = new TestStandby(primary);
    try {
      made.copy();
      made.follow();
      return made;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      made.close();
      throw failed;
    }
  }

  private void copy() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.copy(
        primary.passwordFile(), folder.resolve("password"), StandardCopyOption.COPY_ATTRIBUTES);
    Process backup =
        client(
            "second",
            "pg_basebackup",
            "--pgdata=" + folder.resolve("data"),
            "--write-recovery-conf",
            "--create-slot",
            "--slot=second",
            "--checkpoint=fast",
            "--no-sync");
    if (backup.waitFor() != 0) {
      throw new IOException(CommandLine.endOf(folder.resolve("pg_basebackup.log")));
    }
  }

  /** Receives WAL into files, and replays none of it. */
  public Process receiving() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    return client("archive", "pg_receivewal", "--directory=" + archive, "--no-loop");
  }

  private Process client(String name, String program, String... arguments) throws IOException {
    Path tools = TestCluster.binaries().clientTools().orElseThrow();
    List<String> command = new ArrayList<>(List.of(tools.resolve(program).toString()));
    command.add(
        "--dbname=host=127.0.0.1 port=%d user=%s application_name=%s"
            .formatted(primary.port(), primary.user(), name));
    command.addAll(List.of(arguments));
    ProcessBuilder client = new ProcessBuilder(command);
    client.environment().put("PGPASSWORD", primary.password());
    Path log = folder.resolve(program + ".log");
    return client.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Starts the standby, which goes on where it was. */
  public void follow() throws IOException, InterruptedException {
    standby =
        PostgresCluster.start(
            TestCluster.binaries(), folder, PostgresOptions.telling(System.out::println));
  }

  /** Stops the standby. */
  public void leave() throws IOException {
    standby.close();
  }

  public PostgresCluster primary() {
    return primary;
  }

  /** Nothing is replayed any more once this returns: PostgreSQL pauses when it comes to it. */
  public void pause() throws SQLException {
    standby("SELECT pg_wal_replay_pause()");
    standby(
        "DO $$ BEGIN WHILE pg_get_wal_replay_pause_state() <> 'paused' LOOP PERFORM pg_sleep(0.01);"
            + " END LOOP; END $$");
  }

  /** Goes on with what was received meanwhile. */
  public void resume() throws SQLException {
    standby("SELECT pg_wal_replay_resume()");
  }

  private void standby(String sql) throws SQLException {
    try (Connection session = standby.connect("postgres");
        Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What receives WAL on the standby stands still, as on a machine that hangs; or goes on. */
  public void receiver(boolean hangs) throws Exception {
    OptionalLong pid = receiver();
    CommandLine.Done sent =
        CommandLine.run(
            List.of(
                "/bin/sh", "-c", "kill -" + (hangs ? "STOP" : "CONT") + " " + pid.orElseThrow()));
    if (!sent.ok()) {
      throw new IllegalStateException(sent.output());
    }
  }

  private OptionalLong receiver() throws SQLException {
    try (Connection session = standby.connect("postgres");
        Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT pid FROM pg_stat_wal_receiver")) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  /**
   * Stops both, whatever state they are in, and removes them: PostgreSQL keeps the password it
   * streams with, and the statements that made logins, in its own files.
   */
  @Override
  public void close() throws IOException {
    if (standby != null) {
      standby.close();
    }
    primary.close();
    Folders.delete(HOME);
  }
}
