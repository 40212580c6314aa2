package io.soakgate.fingerprint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of each table are hashed, in one pass of the server over it.
 *
 * <p>What an UNLOGGED table holds is left out: a crash empties it, so nothing may rely on it, and a
 * cache that traffic fills must not make a rollback look unequal.
 *
 * <p>A record's hash needs one of each column's type, and that of an enum is of its OID, which a
 * restore changes: whatever is not one of the plain types below is hashed as text. Columns are
 * taken by name, because a restore may give those of an inheriting table another order; and letter
 * by letter where a collation would call different texts equal.
 */
final class RowHash {
  private static final String TABLES =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
        pg_catalog.format('%s.%s', n.nspname, c.relname),
        coalesce(pg_catalog.string_agg(
          CASE WHEN a.atttypid = ANY (ARRAY['bool', 'int2', 'int4', 'int8', 'float4', 'float8',
                 'numeric', 'text', 'varchar', 'bpchar', 'uuid', 'date', 'time', 'timetz',
                 'timestamp', 'timestamptz', 'interval', 'bytea']::regtype[]::oid[])
               THEN pg_catalog.quote_ident(a.attname)
                 || CASE WHEN l.collisdeterministic THEN '' ELSE ' COLLATE "C"' END
               ELSE pg_catalog.quote_ident(a.attname) || '::text COLLATE "C"' END,
          ', ' ORDER BY a.attname COLLATE "C"), ''),
        pg_catalog.pg_table_size(c.oid),
        CASE m.amname WHEN 'heap' THEN pg_catalog.pg_relation_size(c.oid)
          / pg_catalog.current_setting('block_size')::bigint ELSE 0 END
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN (SELECT oid, collisdeterministic FROM pg_catalog.pg_collation
                 UNION ALL SELECT 0, true) l ON l.oid = a.attcollation
      WHERE {which}
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass
                          AND d.objid = c.oid AND d.deptype = 'e')
      GROUP BY c.oid, n.nspname, c.relname, m.amname ORDER BY 1
      """;

  /**
   * A table that is to be hashed.
   *
   * @param table qualified and quoted
   * @param name schema.table, unquoted
   * @param columns what is hashed of a row
   * @param bytes with what is stored apart, and without indexes
   * @param blocks of its main part; 0 where rows have no place that a range could be asked of
   */
  record Hashing(String table, String name, String columns, long bytes, long blocks) {

    /** Counts and hashes all rows; the sum of two parts is that of both together. */
    String query() {
      return "SELECT count(*), coalesce(sum(pg_catalog.hash_record_extended(ROW("
          + columns
          + "), 0)), 0)::text FROM ONLY "
          + table;
    }
  }

  private RowHash() {}

  /**
   * The tables whose rows count.
   *
   * @param which a condition over {@code c} and {@code n}, rows of {@code pg_class} and its
   *     namespace
   */
  static List<Hashing> tables(Statement statement, String which) throws SQLException {
    List<Hashing> tables = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(TABLES.replace("{which}", which))) {
      while (rows.next()) {
        tables.add(
            new Hashing(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getLong(5)));
      }
    }
    return tables;
  }
}
