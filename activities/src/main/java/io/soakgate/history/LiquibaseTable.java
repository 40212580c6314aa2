package io.soakgate.history;

import io.soakgate.history.ChangeSets.ChangeSet;
import io.soakgate.plan.reading.Problems;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code databasechangelog} as Liquibase writes it, a row per change set of formatted SQL.
 *
 * <p>Its checksums depend on Liquibase's own parser and version, so none is written: a row without
 * one is what {@code liquibase clear-checksums} leaves, and the next update fills it in. Files are
 * known there by a path that only its rows tell: that of the folder's files which are applied.
 */
record LiquibaseTable(String table) implements HistoryTable {

  @Override
  public void check(MigrationFile file, String at, Problems problems) {
    ChangeSets.check(file, at, problems);
  }

  @Override
  public boolean compares() {
    return false;
  }

  @Override
  public String closed(Connection connection, List<MigrationFile> folder) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT " + where(folder) + " IS NULL")) {
        row.next();
        if (row.getBoolean(1)) {
          return "no file of the folder is applied yet, so the path by which Liquibase knows them"
              + " is unknown: apply the first one with Liquibase";
        }
      }
      return held(statement);
    }
  }

  /** Liquibase's own lock; nobody takes it before this transaction ends. */
  private String held(Statement statement) throws SQLException {
    String lock = table + "lock";
    try (ResultSet there =
        statement.executeQuery("SELECT to_regclass(" + Literal.of(lock) + ") IS NOT NULL")) {
      there.next();
      if (!there.getBoolean(1)) {
        return null;
      }
    }
    try (ResultSet row =
        statement.executeQuery("SELECT locked, lockedby FROM " + lock + " WHERE id = 1")) {
      return row.next() && row.getBoolean(1)
          ? "Liquibase holds its lock: " + row.getString(2) + "; wait for it, or release it"
          : null;
    }
  }

  @Override
  public List<String> write(MigrationFile file, List<MigrationFile> folder) {
    return ChangeSets.of(file).stream()
        .map(
            set ->
                ("INSERT INTO %s (id, author, filename, dateexecuted, orderexecuted, exectype,"
                        + " description, comments, liquibase, deployment_id)"
                        + " SELECT %s, %s, %s || %s, clock_timestamp(),"
                        + " coalesce(max(orderexecuted), 0) + 1, 'EXECUTED', 'sql', '', 'soakgate',"
                        + " right(floor(extract(epoch FROM now()) * 1000)::bigint::text, 10)"
                        + " FROM %s")
                    .formatted(
                        table,
                        Literal.of(set.id()),
                        Literal.of(set.author()),
                        where(folder),
                        Literal.of(file.name()),
                        table))
        .toList();
  }

  @Override
  public List<String> forget(MigrationFile file, List<MigrationFile> folder) {
    return ChangeSets.of(file).stream()
        .map(
            set ->
                "DELETE FROM %s WHERE id = %s AND author = %s AND %s"
                    .formatted(
                        table, Literal.of(set.id()), Literal.of(set.author()), named(file.name())))
        .toList();
  }

  /** The part of {@code filename} before a file's own name; NULL while no file is applied. */
  private String where(List<MigrationFile> folder) {
    String names =
        folder.stream()
            .map(f -> "(" + Literal.of(f.name()) + ")")
            .collect(Collectors.joining(", "));
    return "(SELECT left(c.filename, -length(f.name)) FROM %s c, (VALUES %s) f(name) WHERE right(c.filename, length(f.name) + 1) IN (f.name, '/' || f.name) ORDER BY c.orderexecuted DESC LIMIT 1)"
        .formatted(table, names);
  }

  private static String named(String file) {
    String name = Literal.of(file);
    return "right(filename, length(" + name + ") + 1) IN (" + name + ", '/' || " + name + ")";
  }

  @Override
  public Course course(Connection connection, List<MigrationFile> folder) throws SQLException {
    List<Migration> files = new ArrayList<>();
    folder.stream()
        .sorted(Comparator.comparing(MigrationFile::name))
        .forEach(
            f ->
                ChangeSets.of(f)
                    .forEach(
                        set ->
                            files.add(
                                new Migration(
                                    key(f.name(), set), shown(f.name(), set), f.path(), null))));
    return new Course(files, rows(connection));
  }

  private List<Applied> rows(Connection connection) throws SQLException {
    List<Applied> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, author, filename, exectype, dateexecuted FROM "
                    + table
                    + " ORDER BY orderexecuted")) {
      while (row.next()) {
        String file = row.getString("filename").replaceFirst("^.*/", "");
        ChangeSet set = new ChangeSet(row.getString("author"), row.getString("id"));
        rows.add(
            new Applied(
                key(file, set),
                shown(file, set),
                null,
                !row.getString("exectype").equals("FAILED"),
                row.getString("dateexecuted")));
      }
    }
    return rows;
  }

  private static String key(String file, ChangeSet set) {
    return file + "::" + set.id() + "::" + set.author();
  }

  private static String shown(String file, ChangeSet set) {
    return file + " " + set.author() + ":" + set.id();
  }
}
