package io.soakgate.backup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What each table holds, Soakgate's own apart: how many rows, and a hash over them that a dump and
 * a restore do not change. Partitions count, their parents do not.
 *
 * @param tables in the order of their names
 */
record RowCounts(List<TableRows> tables) {

  /**
   * One table.
   *
   * @param table qualified and quoted
   * @param hash over all its rows, whatever their order
   */
  record TableRows(String table, long rows, String hash) {}

  /** All rows together. */
  long rows() {
    return tables.stream().mapToLong(TableRows::rows).sum();
  }

  /** Of the tables whose names begin so. */
  RowCounts in(List<String> prefixes) {
    return new RowCounts(
        tables.stream().filter(t -> prefixes.stream().anyMatch(t.table()::startsWith)).toList());
  }

  /** One sentence part per table that is not the same there; empty when all agree. */
  List<String> differences(RowCounts restored) {
    Map<String, TableRows> here = byTable();
    Map<String, TableRows> there = restored.byTable();
    TreeSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    return names.stream()
        .filter(name -> here.get(name) == null || !here.get(name).equals(there.get(name)))
        .map(name -> difference(name, here.get(name), there.get(name)))
        .toList();
  }

  private static String difference(String table, TableRows backedUp, TableRows restored) {
    if (restored == null) {
      return table + " is missing";
    }
    if (backedUp == null) {
      return table + " is not in the backup";
    }
    return backedUp.rows() == restored.rows()
        ? "%s %,d rows in both, but other content restored".formatted(table, restored.rows())
        : "%s %,d rows in the snapshot, %,d restored"
            .formatted(table, backedUp.rows(), restored.rows());
  }

  private Map<String, TableRows> byTable() {
    Map<String, TableRows> map = new LinkedHashMap<>();
    tables.forEach(t -> map.put(t.table(), t));
    return map;
  }
}
