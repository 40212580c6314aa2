package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes the rows of each table in one pass of the server over it.
 *
 * <p>What an UNLOGGED table holds is left out: a crash empties it, so nothing may rely on it, and a
 * cache that traffic fills must not make a rollback look unequal.
 */
final class RowHash {
  private static final String TABLES =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
        pg_catalog.format('%s.%s', n.nspname, c.relname),
        {columns}
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'm') AND c.relispopulated AND c.relpersistence = 'p'
        AND {schemas}
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass
                          AND d.objid = c.oid AND d.deptype = 'e')
      GROUP BY 1, 2 ORDER BY 1
      """
          .replace("{columns}", HashedColumns.OF_TABLE)
          .replace("{schemas}", UserSchemas.CONDITION);

  /** A table and the query that hashes its rows. */
  private record Hashing(String table, String name, String columns) {
    String query() {
      return HashedColumns.query(table, columns);
    }
  }

  private RowHash() {}

  /**
   * The rows of every table but those.
   *
   * @param except each as schema.table, unquoted
   */
  static List<TableContent> of(Statement statement, List<String> except) throws SQLException {
    List<TableContent> contents = new ArrayList<>();
    for (Hashing hashing : tables(statement)) {
      if (except.contains(hashing.name())) {
        continue;
      }
      try (ResultSet row = statement.executeQuery(hashing.query())) {
        row.next();
        contents.add(new TableContent(hashing.table(), row.getLong(1), row.getString(2)));
      }
    }
    return contents;
  }

  private static List<Hashing> tables(Statement statement) throws SQLException {
    List<Hashing> tables = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.add(new Hashing(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return tables;
  }
}
