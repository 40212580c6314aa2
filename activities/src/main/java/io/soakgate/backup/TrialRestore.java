package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Restores a dump into a scratch database, counts it, and drops it (decision 11). */
record TrialRestore(ClientTools tools) {
  private static final List<String> TRIAL_ONLY =
      List.of(
          "--no-owner",
          "--no-privileges",
          "--no-publications",
          "--no-subscriptions",
          "--no-tablespaces");

  Trial run(Order order, RowCounts counts, Path folder, Pulse pulse) throws Exception {
    String scratch = "soakgate_scratch_" + order.key();
    try (Connection session = OwnDatabase.open(order.scratch(), order.application())) {
      ServerDatabases server = new ServerDatabases(session, pulse);
      server.drop(scratch);
      make(order, server, scratch, pulse);
      try {
        return restore(order, scratch, counts, folder, pulse);
      } finally {
        server.drop(scratch);
      }
    }
  }

  private static void make(Order order, ServerDatabases server, String scratch, Pulse pulse)
      throws SQLException {
    if (order.scratch().equals(order.target())) {
      server.makeLike(order.target().database(), scratch);
      return;
    }
    try (Connection original = order.target().connect(order.application())) {
      String like = new ServerDatabases(original, pulse).likeness(order.target().database());
      server.make(scratch, like);
    }
  }

  private Trial restore(Order order, String scratch, RowCounts counts, Path folder, Pulse pulse)
      throws Exception {
    long start = System.nanoTime();
    ToolRun.Exit exit =
        restoreInto(order.scratch(), order.application(), scratch, folder, TRIAL_ONLY, pulse);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (!exit.well()) {
      String wrong = "pg_restore ended with exit code " + exit.code() + ": " + exit.said();
      return new Trial(took, List.of(wrong));
    }
    return new Trial(took, counts.differences(count(order, scratch, pulse)));
  }

  private static RowCounts count(Order order, String scratch, Pulse pulse) throws SQLException {
    try (Connection restored = order.scratch().connectTo(scratch, order.application())) {
      return RowCounts.in(restored, pulse);
    }
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
