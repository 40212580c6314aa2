package io.soakgate.backup;

import io.soakgate.action.Pulse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many rows each table holds, Soakgate's own apart; partitions count, their parents do not.
 * Tables of extensions are left out, because {@code pg_dump} leaves their rows to the extension.
 *
 * @param tables in the order of their names
 */
record RowCounts(List<TableRows> tables) {
  private static final String TABLES =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) COLLATE "C" AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'soakgate')
        AND NOT starts_with(n.nspname, 'soakgate_kept_')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass
                          AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY 1
      """;

  /** One table, by its qualified and quoted name. */
  record TableRows(String table, long rows) {}

  /**
   * Counts what the session's snapshot sees. Row level security that would hide rows is an error,
   * never a smaller count.
   */
  @SuppressWarnings("try")
  static RowCounts in(Connection session, Pulse pulse) throws SQLException {
    try (Statement statement = session.createStatement();
        Pulse.Stop stop = pulse.onCancel(Cancel.of(statement))) {
      statement.execute("SET row_security = off");
      List<TableRows> counts = new ArrayList<>();
      for (String table : tablesIn(statement)) {
        counts.add(new TableRows(table, count(statement, table)));
        pulse.progress("counted " + counts.size() + " tables");
      }
      return new RowCounts(counts);
    }
  }

  private static List<String> tablesIn(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM ONLY " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** All rows together. */
  long rows() {
    return tables.stream().mapToLong(TableRows::rows).sum();
  }

  /** One sentence part per table whose count is not the same there; empty when all agree. */
  List<String> differences(RowCounts restored) {
    Map<String, Long> here = byTable();
    Map<String, Long> there = restored.byTable();
    TreeSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    return names.stream()
        .filter(name -> !here.getOrDefault(name, -1L).equals(there.getOrDefault(name, -1L)))
        .map(name -> difference(name, here.get(name), there.get(name)))
        .toList();
  }

  private static String difference(String table, Long backedUp, Long restored) {
    if (restored == null) {
      return table + " is missing";
    }
    if (backedUp == null) {
      return table + " is not in the backup";
    }
    return "%s %,d rows in the snapshot, %,d restored".formatted(table, backedUp, restored);
  }

  private Map<String, Long> byTable() {
    Map<String, Long> map = new LinkedHashMap<>();
    tables.forEach(t -> map.put(t.table(), t.rows()));
    return map;
  }
}
