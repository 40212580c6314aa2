package io.soakgate.history;

import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code supabase_migrations.schema_migrations} as the Supabase CLI writes it: version, name, and
 * the statements as they were sent. There is no checksum.
 */
record SupabaseTable(String table) implements HistoryTable {
  private static final Pattern NAME = Pattern.compile("([0-9]+)_(.+)\\.sql");

  private static Matcher named(MigrationFile file) {
    Matcher name = NAME.matcher(file.name());
    return name.matches() ? name : null;
  }

  @Override
  public void check(MigrationFile file, String at, Problems problems) {
    if (statements(file).stream().anyMatch(s -> s.data() != null)) {
      problems.add(
          at,
          "`" + file.path() + "` copies data from its own lines",
          "Supabase keeps a migration's statements, and could not run such a one again",
          "write INSERT statements, or load the data by a change of its own");
    }
  }

  @Override
  public boolean compares() {
    return false;
  }

  @Override
  public List<String> write(MigrationFile file, List<MigrationFile> folder) {
    Matcher name = named(file);
    String statements =
        statements(file).stream()
            .map(SqlStatement::text)
            .map(Literal::of)
            .collect(Collectors.joining(", "));
    return List.of(
        "INSERT INTO %s (version, name, statements) VALUES (%s, %s, ARRAY[%s]::text[])"
            .formatted(table, Literal.of(name.group(1)), Literal.of(name.group(2)), statements));
  }

  @Override
  public List<String> forget(MigrationFile file, List<MigrationFile> folder) {
    return List.of(
        "DELETE FROM %s WHERE version = %s".formatted(table, Literal.of(named(file).group(1))));
  }

  /** What is wrong with the script was told where it is run from. */
  private static List<SqlStatement> statements(MigrationFile file) {
    return ScriptReader.read(file.path(), file.bytes(), (path, at) -> null, new Problems())
        .statements();
  }

  @Override
  public Course course(Connection connection, List<MigrationFile> folder) throws SQLException {
    List<Migration> files =
        folder.stream()
            .filter(f -> named(f) != null)
            .sorted(Comparator.comparing(f -> new BigInteger(named(f).group(1))))
            .map(f -> new Migration(named(f).group(1), named(f).group(1), f.path(), null))
            .toList();
    List<Applied> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, coalesce(name, '') FROM " + table + " ORDER BY version")) {
      while (row.next()) {
        rows.add(new Applied(row.getString(1), row.getString(1), null, true, row.getString(2)));
      }
    }
    return new Course(files, rows);
  }
}
