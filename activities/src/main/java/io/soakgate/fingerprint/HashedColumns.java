package io.soakgate.fingerprint;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * How the rows of one table are hashed so that a dump and a restore do not change the hash.
 *
 * <p>A record's hash needs one of each column's type, and that of an enum is of its OID, which a
 * restore changes: whatever is not one of the plain types below is hashed as text.
 */
public final class HashedColumns {

  /**
   * The columns of one table as an expression list; an aggregate over {@code a}, the rows of {@code
   * pg_attribute} of that table's columns.
   */
  public static final String OF_TABLE =
      """
      coalesce(pg_catalog.string_agg(
          CASE WHEN a.atttypid = ANY (ARRAY['bool', 'int2', 'int4', 'int8', 'float4', 'float8',
                 'numeric', 'text', 'varchar', 'bpchar', 'uuid', 'date', 'time', 'timetz',
                 'timestamp', 'timestamptz', 'interval', 'bytea']::regtype[]::oid[])
               THEN pg_catalog.quote_ident(a.attname)
               ELSE pg_catalog.quote_ident(a.attname) || '::text' END,
          ', ' ORDER BY a.attnum), '')
      """;

  private HashedColumns() {}

  /**
   * The query of one row: how many rows there are, and the sum over their hashes.
   *
   * @param table qualified and quoted
   * @param columns what {@link #OF_TABLE} gave
   */
  public static String query(String table, String columns) {
    return "SELECT count(*), coalesce(sum(pg_catalog.hash_record_extended(ROW("
        + columns
        + "), 0)::numeric), 0)::text FROM ONLY "
        + table;
  }

  /**
   * Fixes, for the open transaction, the settings that decide how values and expressions are
   * written. Row level security that would hide rows is an error, never a smaller table.
   */
  public static void fixSettings(Statement statement) throws SQLException {
    statement.execute("SET LOCAL row_security = off");
    statement.execute("SET LOCAL search_path = ''");
    statement.execute("SET LOCAL timezone = 'UTC'");
    statement.execute("SET LOCAL datestyle = 'ISO, YMD'");
    statement.execute("SET LOCAL intervalstyle = 'postgres'");
    statement.execute("SET LOCAL extra_float_digits = 1");
    statement.execute("SET LOCAL bytea_output = 'hex'");
    statement.execute("SET LOCAL xmloption = 'content'");
    statement.execute("SET LOCAL quote_all_identifiers = off");
  }
}
