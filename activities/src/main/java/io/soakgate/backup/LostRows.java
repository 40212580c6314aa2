package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.target.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Rows that are in the database a restore put aside and not in the one it put in its place, as CSV
 * files that {@code \copy} reads: by primary key, or as a whole where there is none. Changes
 * nothing in either database.
 *
 * @param folder where the files are written, for nobody else to read
 * @param progress is told what it is at
 */
public record LostRows(Target target, KeptDatabase kept, Path folder, Consumer<String> progress) {
  private static final String APPLICATION = "soakgate/lost-rows";
  private static final int AT_ONCE = 5_000;

  /**
   * What one table lost.
   *
   * @param added rows that are not in the restored database
   * @param changed rows that are there with other content
   * @param gone rows of the restored database that are not in the other: deleted since the backup,
   *     or written since the restore
   * @param files one for each sort of row that there is; none for {@code gone}
   */
  public record Lost(String table, long added, long changed, long gone, List<Path> files) {}

  /** Writes them; a table that is the same in both is not told of. */
  public List<Lost> export() throws SQLException, InterruptedException, IOException {
    Map<String, TableRows> there = contents(target.database());
    List<Lost> all = new ArrayList<>();
    for (TableRows table : contents(kept.name()).values()) {
      if (!table.equals(there.get(table.table()))) {
        progress.accept("compares " + table.table());
        Lost lost = compare(table.table(), there.containsKey(table.table()));
        if (lost.added() + lost.changed() + lost.gone() > 0) {
          all.add(lost);
        }
      }
    }
    return all;
  }

  private Map<String, TableRows> contents(String database)
      throws SQLException, InterruptedException {
    progress.accept("counts and hashes " + database);
    Pulse pulse = new Told(progress);
    return Reading.all(() -> target.connectTo(database, APPLICATION), List.of(), pulse)
        .tables()
        .stream()
        .collect(
            Collectors.toMap(
                TableRows::table, Function.identity(), (a, b) -> a, java.util.TreeMap::new));
  }

  private Lost compare(String table, boolean both) throws SQLException, IOException {
    try (Connection old = open(kept.name());
        Connection restored = open(target.database())) {
      TableKeys keys = both ? TableKeys.of(old, restored, table) : TableKeys.of(old, old, table);
      RowMerge merge = new RowMerge();
      if (both) {
        merge.run(old, restored, keys.query(table));
      } else {
        merge.all(old, keys.query(table));
      }
      List<Path> files = new ArrayList<>();
      write(old, table, "new", merge.added(), files);
      write(old, table, "changed", merge.changed(), files);
      return new Lost(table, merge.added().size(), merge.changed().size(), merge.gone(), files);
    }
  }

  private Connection open(String database) throws SQLException {
    Connection session = target.connectTo(database, APPLICATION);
    try (Statement statement = session.createStatement()) {
      session.setAutoCommit(false);
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      statement.execute(
          "SET LOCAL row_security = off; SET LOCAL search_path = ''; SET LOCAL timezone = 'UTC';"
              + " SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1;"
              + " SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0;"
              + " SET LOCAL idle_in_transaction_session_timeout = 0");
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  private void write(
      Connection old, String table, String sort, List<String> places, List<Path> files)
      throws SQLException, IOException {
    if (places.isEmpty()) {
      return;
    }
    Path file = file(table, sort);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      for (int from = 0; from < places.size(); from += AT_ONCE) {
        List<String> some = places.subList(from, Math.min(places.size(), from + AT_ONCE));
        String tids =
            some.stream().map(p -> '"' + p + '"').collect(Collectors.joining(",", "'{", "}'"));
        old.unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT * FROM ONLY %s WHERE ctid = ANY (%s::tid[])) TO STDOUT (FORMAT csv%s)"
                    .formatted(table, tids, from == 0 ? ", HEADER" : ""),
                out);
      }
    }
    files.add(file);
  }

  private Path file(String table, String sort) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String name = table.replaceAll("[^A-Za-z0-9._-]", "_");
    Path file = folder.resolve(name + "." + sort + ".csv");
    for (int n = 2; Files.exists(file); n++) {
      file = folder.resolve(name + "-" + n + "." + sort + ".csv");
    }
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Nobody stops it but the person who waits for it. */
  private record Told(Consumer<String> progress) implements Pulse {
    @Override
    public void progress(String words) {
      progress.accept(words);
    }

    @Override
    public Stop onCancel(Runnable stop) {
      return () -> {};
    }
  }
}
