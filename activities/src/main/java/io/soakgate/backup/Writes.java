package io.soakgate.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much was ever written to each table, by PostgreSQL's own counters: cheap to ask, and only
 * about right, for they count what was rolled back and miss what TRUNCATE took.
 *
 * @param reset when they began, the same in every time zone; a crash and a reset begin them anew
 * @param tables by qualified and quoted name
 */
record Writes(String reset, Map<String, Written> tables) {
  private static final String QUERY =
      """
      SELECT coalesce((SELECT extract(epoch FROM stats_reset)::text FROM pg_catalog.pg_stat_database
          WHERE datname = current_database()), 'never'),
        pg_catalog.format('%I.%I', schemaname, relname), n_tup_ins, n_tup_upd, n_tup_del
      FROM pg_catalog.pg_stat_user_tables
      WHERE schemaname !~ '^pg_' AND schemaname NOT IN ('information_schema', 'soakgate')
        AND NOT starts_with(schemaname, 'soakgate_kept_')
      """;

  /** Rows inserted, updated and deleted. */
  record Written(long inserted, long updated, long deleted) {
    static final Written NOTHING = new Written(0, 0, 0);

    Written since(Written before) {
      return new Written(
          inserted - before.inserted, updated - before.updated, deleted - before.deleted);
    }

    boolean less() {
      return inserted < 0 || updated < 0 || deleted < 0;
    }

    boolean none() {
      return inserted == 0 && updated == 0 && deleted == 0;
    }
  }

  static Writes now(Connection session) throws SQLException {
    Map<String, Written> tables = new TreeMap<>();
    String reset = "never";
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(QUERY)) {
      while (rows.next()) {
        reset = rows.getString(1);
        tables.put(
            rows.getString(2), new Written(rows.getLong(3), rows.getLong(4), rows.getLong(5)));
      }
    }
    return new Writes(reset, tables);
  }

  /** What was written since; null when the counters began anew meanwhile. */
  Map<String, Written> since(Writes before) {
    if (!reset.equals(before.reset)) {
      return null;
    }
    Map<String, Written> since = new TreeMap<>();
    for (Map.Entry<String, Written> table : tables.entrySet()) {
      Written was = before.tables.getOrDefault(table.getKey(), Written.NOTHING);
      Written more = table.getValue().since(was);
      if (more.less()) {
        return null;
      }
      if (!more.none()) {
        since.put(table.getKey(), more);
      }
    }
    return since;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of("since " + reset));
    tables.forEach(
        (table, w) -> lines.add(table + " " + w.inserted + " " + w.updated + " " + w.deleted));
    return lines;
  }

  static Writes of(List<String> lines) {
    Map<String, Written> tables = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = Contents.last(line, 3);
      tables.put(
          words.get(0),
          new Written(
              Long.parseLong(words.get(1)),
              Long.parseLong(words.get(2)),
              Long.parseLong(words.get(3))));
    }
    return new Writes(lines.get(0).substring("since ".length()), tables);
  }
}
