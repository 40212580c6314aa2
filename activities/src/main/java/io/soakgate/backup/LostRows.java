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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
 * Rows that are in the database or schemas a restore put aside and not in what it put in place, as
 * CSV files that {@code \copy} reads: by primary key, or as a whole where there is none. Changes
 * nothing in either database.
 *
 * @param folder where the files are written, for nobody else to read
 * @param progress is told what it is at
 */
public record LostRows(Target target, KeptDatabase kept, Path folder, Consumer<String> progress) {
  private static final String APPLICATION = "soakgate/lost-rows";
  private static final int AT_ONCE = 5_000;
  private static final String ASIDE =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
        pg_catalog.to_regclass(pg_catalog.format('%I.%I', ?::text, c.relname))::text
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind = 'r' ORDER BY c.relname COLLATE "C"
      """;

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

  /** A table as it is called in what is kept, and in what took its place; null where it is not. */
  private record Pair(String old, String restored) {}

  /** Writes them; a table that is the same in both is not told of. */
  public List<Lost> export() throws SQLException, InterruptedException, IOException {
    List<Lost> all = new ArrayList<>();
    for (Pair pair : kept.schemas().isEmpty() ? swapped() : aside()) {
      String table = pair.restored == null ? pair.old : pair.restored;
      progress.accept("compares " + table);
      Lost lost = compare(pair, table);
      if (lost.added() + lost.changed() + lost.gone() > 0) {
        all.add(lost);
      }
    }
    return all;
  }

  /** The tables of two databases that do not hold the same. */
  private List<Pair> swapped() throws SQLException, InterruptedException {
    Map<String, TableRows> there = contents(target.database());
    return contents(kept.name()).values().stream()
        .filter(table -> !table.equals(there.get(table.table())))
        .map(
            table ->
                new Pair(table.table(), there.containsKey(table.table()) ? table.table() : null))
        .toList();
  }

  /** The tables of kept schemas, each beside that of the schema in its place. */
  private List<Pair> aside() throws SQLException {
    List<Pair> pairs = new ArrayList<>();
    try (Connection session = open(kept.name());
        PreparedStatement query = session.prepareStatement(ASIDE)) {
      for (KeptDatabase.Aside schema : kept.schemas()) {
        query.setString(1, schema.schema());
        query.setString(2, schema.kept());
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            pairs.add(new Pair(rows.getString(1), rows.getString(2)));
          }
        }
      }
    }
    return pairs;
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

  private Lost compare(Pair pair, String table) throws SQLException, IOException {
    boolean both = pair.restored != null;
    try (Connection old = open(kept.name());
        Connection restored = open(target.database())) {
      TableKeys keys =
          both
              ? TableKeys.of(old, pair.old, restored, pair.restored)
              : TableKeys.of(old, pair.old, old, pair.old);
      RowMerge merge = new RowMerge();
      if (both) {
        merge.run(old, keys.query(pair.old), restored, keys.query(pair.restored));
      } else {
        merge.all(old, keys.query(pair.old));
      }
      List<Path> files = new ArrayList<>();
      write(old, pair.old, file(table), "new", merge.added(), files);
      write(old, pair.old, file(table), "changed", merge.changed(), files);
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
      Connection old, String table, String name, String sort, List<String> places, List<Path> files)
      throws SQLException, IOException {
    if (places.isEmpty()) {
      return;
    }
    Path file = file(name, sort);
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

  private static String file(String table) {
    return table.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private Path file(String name, String sort) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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
