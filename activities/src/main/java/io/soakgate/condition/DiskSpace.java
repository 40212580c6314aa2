package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Free space where the databases are. PostgreSQL does not tell it: where the server runs on the
 * worker's own machine the disk is asked; else what is configured is held against what the
 * databases take; else nobody knows, and that is said.
 */
final class DiskSpace implements Aspect {
  private static final long SLACK_SECONDS = 10;
  private static final String SIZES =
      "SELECT pg_database_size(current_database()), (SELECT sum(pg_database_size(oid))"
          + " FROM pg_database WHERE datallowconn AND has_database_privilege(oid, 'CONNECT'))";

  private record Sizes(long own, long all) {}

  @Override
  public String what() {
    return "disk";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    Sizes sizes = view.row(SIZES, row -> new Sizes(row.getLong(1), row.getLong(2)));
    // A trial restore needs all of it once more (F-03); without one, indexes and rewrites some.
    boolean backup = view.request().backup() != null;
    long needed = backup ? sizes.own() * 12 / 10 : sizes.own() / 5;
    String why = backup ? "a trial restore needs it once more" : "a fifth of the database";
    OptionalLong measured = measured(view);
    if (measured.isPresent()) {
      return List.of(judged(measured.getAsLong(), needed, "are free", why));
    }
    Long disk = view.limits().disk();
    if (disk == null) {
      return List.of(
          new Condition(
              what(),
              Level.WARN,
              null,
              Told.bytes(needed),
              "free space cannot be seen from here; say conditions: {disk: …} of the target, or"
                  + " look yourself",
              List.of()));
    }
    return List.of(
        judged(
            disk - sizes.all(),
            needed,
            "of " + Told.bytes(disk) + " are left at most, WAL not counted",
            why));
  }

  private Condition judged(long free, long needed, String words, String why) {
    return new Condition(
        what(),
        free < needed ? Level.HOLD : Level.FINE,
        Told.bytes(free),
        Told.bytes(needed),
        Told.bytes(free) + " " + words + ", " + Told.bytes(needed) + " wanted: " + why,
        List.of());
  }

  private static OptionalLong measured(View view) {
    try {
      if (!InetAddress.getByName(view.target().host()).isLoopbackAddress()) {
        return OptionalLong.empty();
      }
      String directory = view.row("SHOW data_directory", row -> row.getString(1));
      Path folder = Path.of(directory);
      long started =
          view.row("SELECT extract(epoch FROM pg_postmaster_start_time())", row -> row.getLong(1));
      return ofThisServer(folder, started)
          ? OptionalLong.of(Files.getFileStore(folder).getUsableSpace())
          : OptionalLong.empty();
    } catch (SQLException | IOException | RuntimeException e) {
      // Not for this login or not on this machine: it cannot be seen.
      return OptionalLong.empty();
    }
  }

  /** A tunnel or a container has a loopback address too, and maybe a folder of the same name. */
  private static boolean ofThisServer(Path folder, long started) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("postmaster.pid"));
    return lines.size() > 2
        && Math.abs(Long.parseLong(lines.get(2).strip()) - started) <= SLACK_SECONDS;
  }
}
