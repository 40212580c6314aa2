package io.soakgate.history;

import io.soakgate.plan.reading.Problems;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;

/**
 * {@code flyway_schema_history} as Flyway writes it. Version and checksum are Flyway's own code.
 *
 * <p>Flyway without a licence knows no undo, so an undo takes the row out: the migration is pending
 * again, which is so.
 */
record FlywayTable(String table) implements HistoryTable {
  private static final Pattern NAME = Pattern.compile("V([0-9][0-9._]*?)__(.+)\\.sql");

  /** A versioned file, taken apart as Flyway does. */
  private record Named(MigrationVersion version, String shown, String description) {
    static Optional<Named> of(MigrationFile file) {
      Matcher name = NAME.matcher(file.name());
      if (!name.matches()) {
        return Optional.empty();
      }
      MigrationVersion version = MigrationVersion.fromVersion(name.group(1));
      return Optional.of(new Named(version, version.toString(), name.group(2).replace('_', ' ')));
    }
  }

  @Override
  public void check(MigrationFile file, String at, Problems problems) {
    if (file.text().contains("${")) {
      problems.add(
          at,
          "`" + file.path() + "` holds `${`",
          "Flyway would put a value in its place, and Soakgate runs the file as it stands",
          "write the value out, or run the file with Flyway and leave it out of the plan");
    }
  }

  @Override
  public boolean compares() {
    return true;
  }

  @Override
  public List<String> write(MigrationFile file, List<MigrationFile> folder) {
    Named named = Named.of(file).orElseThrow();
    return List.of(
        ("INSERT INTO %s (installed_rank, version, description, type, script, checksum,"
                + " installed_by, installed_on, execution_time, success)"
                + " SELECT coalesce(max(installed_rank), 0) + 1, %s, %s, 'SQL', %s, %d, current_user,"
                + " clock_timestamp(), extract(epoch FROM clock_timestamp() - now()) * 1000, true"
                + " FROM %s")
            .formatted(
                table,
                Literal.of(named.shown()),
                Literal.of(named.description()),
                Literal.of(file.name()),
                checksum(file),
                table));
  }

  @Override
  public List<String> forget(MigrationFile file, List<MigrationFile> folder) {
    return List.of(
        "DELETE FROM %s WHERE version = %s AND script = %s"
            .formatted(
                table, Literal.of(Named.of(file).orElseThrow().shown()), Literal.of(file.name())));
  }

  @Override
  public Course course(Connection connection, List<MigrationFile> folder) throws SQLException {
    Map<String, Applied> rows = new LinkedHashMap<>();
    MigrationVersion baseline = rows(connection, rows);
    List<Migration> files = new ArrayList<>();
    folder.stream()
        .filter(f -> Named.of(f).isPresent())
        .sorted(Comparator.comparing(f -> Named.of(f).orElseThrow().version()))
        .forEach(
            f -> {
              Named named = Named.of(f).orElseThrow();
              boolean below = baseline != null && named.version().compareTo(baseline) <= 0;
              if (!below || rows.containsKey(key(named.version()))) {
                files.add(
                    new Migration(
                        key(named.version()),
                        named.shown(),
                        f.path(),
                        String.valueOf(checksum(f))));
              }
            });
    return new Course(files, List.copyOf(rows.values()));
  }

  /** Reads the versioned rows; what was undone or deleted since is not there. */
  private MigrationVersion rows(Connection connection, Map<String, Applied> rows)
      throws SQLException {
    MigrationVersion baseline = null;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, type, checksum, success, installed_by, installed_on FROM "
                    + table
                    + " WHERE version IS NOT NULL ORDER BY installed_rank")) {
      while (row.next()) {
        MigrationVersion version = MigrationVersion.fromVersion(row.getString("version"));
        String type = row.getString("type");
        if (type.equals("BASELINE")) {
          baseline = version;
        } else if (type.equals("DELETE") || type.startsWith("UNDO")) {
          rows.remove(key(version));
        } else {
          rows.put(key(version), applied(row, version));
        }
      }
    }
    return baseline;
  }

  private static Applied applied(ResultSet row, MigrationVersion version) throws SQLException {
    return new Applied(
        key(version),
        version.toString(),
        row.getString("checksum"),
        row.getBoolean("success"),
        "by " + row.getString("installed_by") + ", " + row.getString("installed_on"));
  }

  /** 003, 3 and 3.0 are one version. */
  private static String key(MigrationVersion version) {
    List<String> parts = new ArrayList<>();
    for (String part : version.toString().split("[._]")) {
      parts.add(part.replaceFirst("^0+(?=.)", ""));
    }
    while (parts.size() > 1 && parts.get(parts.size() - 1).equals("0")) {
      parts.remove(parts.size() - 1);
    }
    return String.join(".", parts);
  }

  private static int checksum(MigrationFile file) {
    return ChecksumCalculator.calculate(new InMemory(file));
  }

  /** A file's bytes as Flyway reads a file. */
  private static final class InMemory extends LoadableResource {
    private final MigrationFile file;

    InMemory(MigrationFile file) {
      this.file = file;
    }

    @Override
    public Reader read() {
      return new StringReader(file.text());
    }

    @Override
    public String getAbsolutePath() {
      return file.path();
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return file.path();
    }

    @Override
    public String getFilename() {
      return file.name();
    }

    @Override
    public String getRelativePath() {
      return file.path();
    }
  }
}
