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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The kind {@code dump}: {@code pg_dump -Fd} of the very snapshot whose rows are counted, on the
 * worker's disk, proven by a trial restore.
 */
record Dump(Path backups, ClientTools tools) {
  private static final double ROOM = 1.2;

  // What every program says, in the language the tools are run in and Java speaks.
  private static final String FULL = "No space left on device";

  Taken take(Order order, Pulse pulse) throws Exception {
    DumpFolder folder = new DumpFolder(order.folder(backups));
    boolean found = folder.complete();
    if (!found) {
      write(order, folder, pulse);
    }
    KeptDump kept = new KeptDump(folder.whole(), Manifest.read(folder.whole()));
    List<String> damage = found ? kept.damage() : List.of();
    Trial trial =
        damage.isEmpty()
            ? new TrialRestore(tools).run(order, kept, pulse)
            : new Trial(Duration.ZERO, damage);
    Taken taken =
        new Taken(
            "dump",
            kept.folder().toString(),
            Manifest.digest(kept.folder()),
            DumpFolder.size(Manifest.dumpIn(kept.folder())),
            kept.manifest().counts(),
            Duration.ofMillis(kept.manifest().tookMillis()),
            trial);
    Proof.of(order, taken, kept.manifest().databaseSize()).write(kept.folder());
    return taken;
  }

  private void write(Order order, DumpFolder folder, Pulse pulse) throws Exception {
    Path partial = folder.begin();
    try (Connection session = order.target().connect(order.application());
        Statement statement = session.createStatement()) {
      endPredecessor(statement);
      refuseWithoutRoom(statement, partial);
      refuseUnfit(order, session);
      snapshot(order, session, statement, partial, pulse).write(partial);
      folder.complete(partial);
    } catch (IOException e) {
      throw full(e) ? noRoomLeft(order, partial) : e;
    } finally {
      DumpFolder.remove(partial);
    }
  }

  /** Dumps, counts and hashes one snapshot, all at the same time. */
  private Manifest snapshot(
      Order order, Connection session, Statement statement, Path partial, Pulse pulse)
      throws Exception {
    long start = System.nanoTime();
    String snapshot = Reading.export(statement);
    try (Reading reading =
        Reading.begin(
            () -> order.target().connect(order.application()), snapshot, order.schemas(), pulse)) {
      dump(order, snapshot, partial, pulse);
      new Export(order, tools).write(statement, snapshot, partial, pulse);
      List<Manifest.Content> files = Manifest.contents(partial);
      RowCounts counts = reading.end();
      return new Manifest(
          order.id(),
          session.getMetaData().getDatabaseProductVersion(),
          tools.major(),
          order.target().database(),
          order.schemas(),
          size(statement),
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          counts,
          files);
    }
  }

  private static boolean full(IOException e) {
    return String.valueOf(e.getMessage()).contains(FULL);
  }

  private static RuntimeException noRoomLeft(Order order, Path folder) {
    return Refusal.of(
        "the disk of %s ran full while %s was dumped, and what was written is removed again; free some space there, or configure another folder for backups"
            .formatted(folder.getParent(), order.target().database()));
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

  private static void refuseUnfit(Order order, Connection session) throws SQLException {
    List<Fitness.Lack> lacks = Fitness.of(session, order.schemas());
    if (!lacks.isEmpty()) {
      throw Refusal.of(
          lacks.stream().map(Fitness.Lack::words).collect(Collectors.joining("; and ")));
    }
  }

  private static void refuseWithoutRoom(Statement statement, Path folder)
      throws SQLException, IOException {
    long size = size(statement);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < size * ROOM) {
      throw Refusal.of(
          "no room for a dump in %s: %s free, the database has %s and 1.2 times that is asked for; free some space there, or configure another folder for backups"
              .formatted(folder.getParent(), Taken.megabytes(free), Taken.megabytes(size)));
    }
  }

  private static long size(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT pg_catalog.pg_database_size(pg_catalog.current_database())")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void dump(Order order, String snapshot, Path partial, Pulse pulse)
      throws IOException, InterruptedException, SQLException {
    Target target = order.target();
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.pgDump().toString(),
                "--format=directory",
                "--jobs=2",
                "--compress=1",
                "--no-password",
                "--lock-wait-timeout=10s",
                "--exclude-schema=" + SchemaRestore.KEPT + "*",
                "--snapshot=" + snapshot,
                "--file=" + Manifest.dumpIn(partial),
                "--dbname=dbname=" + Quoted.connection(target.database())));
    order.schemas().forEach(schema -> command.add(only(schema)));
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

  /** A schema as the tools take it for one name, and for no pattern. */
  static String only(String schema) {
    return "--schema=" + Quoted.identifier(schema);
  }
}
