package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Restores a dump into a scratch database, counts it, and drops it (decision 11). */
record TrialRestore(ClientTools tools) {
  private static final Pattern SCHEMA = Pattern.compile("^\\d+; \\d+ \\d+ SCHEMA - ");
  private static final List<String> TRIAL_ONLY =
      List.of(
          "--no-owner",
          "--no-privileges",
          "--no-publications",
          "--no-subscriptions",
          "--no-tablespaces");

  Trial run(Order order, KeptDump kept, Pulse pulse) throws Exception {
    String scratch = "soakgate_scratch_" + order.key();
    try (Connection session = OwnDatabase.open(order.scratch(), order.application())) {
      ServerDatabases server = new ServerDatabases(session, pulse);
      server.drop(scratch);
      server.makeLike(order.target(), order.scratch(), order.application(), scratch);
      hasten(server, scratch);
      if (!order.schemas().isEmpty()) {
        ground(order, scratch);
      }
      try {
        return restore(order, scratch, kept, pulse);
      } finally {
        server.drop(scratch);
      }
    }
  }

  /** A dump of single schemas holds no extension, and what it holds may need them. */
  private static void ground(Order order, String scratch) throws SQLException {
    String extensions =
        """
        SELECT pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %I; CREATE EXTENSION IF NOT EXISTS %I SCHEMA %1$I',
          n.nspname, e.extname)
        FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
        WHERE n.nspname <> 'pg_catalog'
        """;
    try (Connection original = order.target().connect(order.application());
        Statement asked = original.createStatement();
        ResultSet rows = asked.executeQuery(extensions);
        Connection fresh = order.scratch().connectTo(scratch, order.application());
        Statement made = fresh.createStatement()) {
      while (rows.next()) {
        made.execute(rows.getString(1));
      }
      for (String schema : order.schemas()) {
        made.execute("CREATE SCHEMA IF NOT EXISTS " + Quoted.identifier(schema));
      }
    }
  }

  // What is dropped again need not survive a crash, and indexes are built in more memory.
  private static void hasten(ServerDatabases server, String scratch) throws SQLException {
    String alter = "ALTER DATABASE " + Quoted.identifier(scratch);
    server.execute(alter + " SET synchronous_commit = off");
    server.execute(alter + " SET maintenance_work_mem = '128MB'");
  }

  private Trial restore(Order order, String scratch, KeptDump kept, Pulse pulse) throws Exception {
    long start = System.nanoTime();
    ToolRun.Exit exit = restoreAll(order, scratch, kept, pulse);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (!exit.well()) {
      String wrong = "pg_restore ended with exit code " + exit.code() + ": " + exit.said();
      return new Trial(took, List.of(wrong));
    }
    RowCounts restored =
        Reading.all(
            () -> order.scratch().connectTo(scratch, order.application()), order.schemas(), pulse);
    return new Trial(took, kept.manifest().counts().differences(restored));
  }

  private ToolRun.Exit restoreAll(Order order, String scratch, KeptDump kept, Pulse pulse)
      throws Exception {
    List<String> more = new ArrayList<>(TRIAL_ONLY);
    if (order.schemas().isEmpty()) {
      return restoreInto(order.scratch(), order.application(), scratch, kept.folder(), more, pulse);
    }
    Path list = Files.createTempFile("soakgate", ".list");
    try {
      Files.writeString(list, withoutSchemas(order, kept, pulse));
      more.add("--use-list=" + list);
      return restoreInto(order.scratch(), order.application(), scratch, kept.folder(), more, pulse);
    } finally {
      Files.deleteIfExists(list);
    }
  }

  /** What a dump of single schemas holds, but for the schemas themselves: they are there. */
  private String withoutSchemas(Order order, KeptDump kept, Pulse pulse) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> command =
        List.of(tools.pgRestore().toString(), "--list", Manifest.dumpIn(kept.folder()).toString());
    new ToolRun(order.scratch(), order.application())
        .pipe(command, pulse, written -> written.transferTo(bytes));
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !SCHEMA.matcher(line).find())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Runs {@code pg_restore} into a database that is there and empty. */
  ToolRun.Exit restoreInto(
      Target target,
      String application,
      String database,
      Path folder,
      List<String> more,
      Pulse pulse)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(tools.pgRestore().toString());
    command.addAll(List.of("--format=directory", "--jobs=2", "--exit-on-error", "--no-password"));
    command.addAll(more);
    command.add("--dbname=dbname=" + Quoted.connection(database));
    command.add(Manifest.dumpIn(folder).toString());
    return new ToolRun(target, application)
        .run(command, pulse, () -> "pg_restore into " + database);
  }
}
