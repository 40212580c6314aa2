package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * The kind {@code dump}: {@code pg_dump -Fd} of the very snapshot whose rows are counted, on the
 * worker's disk, proven by a trial restore.
 */
record Dump(Path backups, ClientTools tools) {
  private static final double ROOM = 1.2;

  Taken take(Order order, Pulse pulse) throws Exception {
    DumpFolder folder = new DumpFolder(order.folder(backups));
    if (!folder.complete()) {
      write(order, folder, pulse);
    }
    Path whole = folder.whole();
    Manifest manifest = Manifest.read(whole);
    Trial trial = new TrialRestore(tools).run(order, manifest.counts(), whole, pulse);
    return new Taken(
        "dump",
        whole.toString(),
        Digest.of(whole),
        DumpFolder.size(Manifest.dumpIn(whole)),
        manifest.counts(),
        Duration.ofMillis(manifest.tookMillis()),
        trial);
  }

  private void write(Order order, DumpFolder folder, Pulse pulse) throws Exception {
    long start = System.nanoTime();
    Path partial = folder.begin();
    try (Connection session = order.target().connect(order.application());
        Statement statement = session.createStatement()) {
      endPredecessor(statement);
      refuseWithoutRoom(statement, partial);
      String snapshot = openSnapshot(statement);
      dump(order, snapshot, partial, pulse);
      RowCounts counts = RowCounts.in(session, pulse);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      String server = session.getMetaData().getDatabaseProductVersion();
      new Manifest(order.id(), server, order.target().database(), took.toMillis(), counts)
          .write(partial);
      folder.complete(partial);
    } finally {
      DumpFolder.remove(partial);
    }
  }

  // A killed worker's pg_dump works on; its sessions carry this request's name.
  private static void endPredecessor(Statement statement) throws SQLException {
    statement.execute(
        """
        SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
        WHERE application_name = pg_catalog.current_setting('application_name')
          AND pid <> pg_catalog.pg_backend_pid() AND usename = current_user
        """);
  }

  private static void refuseWithoutRoom(Statement statement, Path folder)
      throws SQLException, IOException {
    long size;
    try (ResultSet row =
        statement.executeQuery(
            "SELECT pg_catalog.pg_database_size(pg_catalog.current_database())")) {
      row.next();
      size = row.getLong(1);
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < size * ROOM) {
      throw Refusal.of(
          "no room for a dump in %s: %s free, the database has %s and 1.2 times that is asked for; free some space there, or configure another folder for backups"
              .formatted(folder.getParent(), Taken.megabytes(free), Taken.megabytes(size)));
    }
  }

  private static String openSnapshot(Statement statement) throws SQLException {
    statement.execute("SET idle_in_transaction_session_timeout = 0");
    statement.execute("SET statement_timeout = 0");
    statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }

  private void dump(Order order, String snapshot, Path partial, Pulse pulse)
      throws IOException, InterruptedException, SQLException {
    Target target = order.target();
    List<String> command =
        List.of(
            tools.pgDump().toString(),
            "--format=directory",
            "--jobs=2",
            "--compress=1",
            "--no-password",
            "--lock-wait-timeout=10s",
            "--exclude-schema=soakgate_kept_*",
            "--snapshot=" + snapshot,
            "--file=" + Manifest.dumpIn(partial),
            "--dbname=dbname=" + Quoted.connection(target.database()));
    ToolRun.Exit exit =
        new ToolRun(target, order.application())
            .run(
                command,
                pulse,
                () -> "pg_dump: " + Taken.megabytes(DumpFolder.size(partial)) + " written");
    if (!exit.well()) {
      throw new IOException(
          "pg_dump of %s ended with exit code %d: %s"
              .formatted(target.database(), exit.code(), exit.said()));
    }
  }
}
