package io.soakgate.backup;

import io.soakgate.backup.RowCounts.TableRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many rows the planner believes each table to have: as of the last ANALYZE or VACUUM, and
 * asked for without reading a table.
 *
 * @param tables by qualified and quoted name; one that was never analyzed is not among them
 */
record Estimates(Map<String, Long> tables) {
  private static final String QUERY =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), c.reltuples::bigint
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.reltuples >= 0
      """;

  static Estimates now(Connection session) throws SQLException {
    Map<String, Long> tables = new TreeMap<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(QUERY)) {
      while (rows.next()) {
        tables.put(rows.getString(1), rows.getLong(2));
      }
    }
    return new Estimates(tables);
  }

  /** A sentence part per table of the backup that is believed to have more or fewer rows now. */
  List<String> words(RowCounts held) {
    return others(held)
        .map(
            t ->
                "%s: %,d rows in the backup, about %,d now"
                    .formatted(t.table(), t.rows(), tables.get(t.table())))
        .toList();
  }

  /** By how many rows they differ, together. */
  long differs(RowCounts held) {
    return others(held).mapToLong(t -> Math.abs(t.rows() - tables.get(t.table()))).sum();
  }

  private Stream<TableRows> others(RowCounts held) {
    return held.tables().stream()
        .filter(t -> tables.containsKey(t.table()))
        .filter(t -> tables.get(t.table()) != t.rows());
  }
}
