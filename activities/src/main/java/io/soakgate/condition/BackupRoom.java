package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Free space of the backup folder against the tables' size, which no dump exceeds by much. */
final class BackupRoom implements Aspect {
  private static final String TABLES =
      "SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class WHERE relkind IN ('r', 'm')"
          + " AND relpersistence = 'p' AND oid >= 16384";
  private final Path folder;

  BackupRoom(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String what() {
    return "backup folder";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    if (view.request().backup() == null || !view.request().backup().kind().equals("dump")) {
      return List.of();
    }
    long wanted = view.row(TABLES, row -> row.getLong(1));
    long free = free();
    return List.of(
        new Condition(
            what(),
            free < wanted ? Level.HOLD : Level.FINE,
            Told.bytes(free),
            Told.bytes(wanted),
            Told.bytes(free) + " are free, the tables take " + Told.bytes(wanted),
            List.of()));
  }

  private long free() throws SQLException {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      throw new SQLException("the backup folder cannot be looked at: " + e.getMessage(), e);
    }
  }
}
