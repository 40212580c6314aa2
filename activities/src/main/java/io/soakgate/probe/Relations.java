package io.soakgate.probe;

import io.soakgate.plan.reading.Node;
import io.soakgate.target.Quoted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables and views a probe of the catalog is about: those of a schema, or some by name.
 *
 * @param schema all of this schema; null when tables are named
 * @param tables these; empty when all of the schema
 */
record Relations(String schema, List<Identifier.Table> tables) {

  /**
   * What every query about them begins with: {@code asked} (what is wanted), {@code wanted} (the
   * schemas), {@code tab} (the relations) and {@code idx} (their indexes).
   *
   * <p>Indexes are counted in {@code pg_index}: the view {@code pg_indexes} lists an index whose
   * build broke like a good one (T-03). Two are duplicates when they hold the same columns in the
   * same way for the same rows; every one but the first counts (M-021).
   */
  static final String WITH =
      """
      WITH asked AS (SELECT ?::text[] AS schemas, ?::text[] AS tables),
      wanted AS (SELECT n.oid, n.nspname FROM pg_namespace n, asked
                 WHERE n.nspname = ANY (asked.schemas)),
      tab AS (
        SELECT c.oid, c.relkind, c.relrowsecurity, c.relispopulated, c.relname,
               EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) AS has_policy
        FROM pg_class c JOIN wanted n ON n.oid = c.relnamespace, asked
        WHERE asked.tables IS NULL OR n.nspname || '.' || c.relname = ANY (asked.tables)),
      idx AS (
        SELECT i.*, i.indisvalid AND i.indisready AND i.indislive AS valid,
               row_number() OVER (
                 PARTITION BY i.indrelid, i.indkey::text, i.indnkeyatts, i.indclass::text,
                              i.indcollation::text, i.indoption::text,
                              pg_get_expr(i.indexprs, i.indrelid),
                              pg_get_expr(i.indpred, i.indrelid)) AS copy
        FROM pg_index i JOIN tab ON tab.oid = i.indrelid),
      keys AS (
        SELECT k.oid, EXISTS (
                 SELECT FROM idx i WHERE i.indrelid = k.conrelid AND i.valid
                   AND i.indpred IS NULL
                   AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey) AS indexed
        FROM pg_constraint k JOIN tab ON tab.oid = k.conrelid WHERE k.contype = 'f')
      """;

  private static final String MISSING =
      WITH
          + """
          SELECT unnest(schemas) FROM asked WHERE tables IS NULL
          EXCEPT SELECT nspname FROM wanted
          UNION ALL
          (SELECT unnest(tables) FROM asked
           EXCEPT SELECT n.nspname || '.' || c.relname
                  FROM pg_class c JOIN wanted n ON n.oid = c.relnamespace)
          """;

  /** Reads {@code schema} or {@code tables}; exactly one of them must be there. */
  static Relations read(Node with) {
    Node schema = with.optional("schema").orElse(null);
    Node tables = with.optional("tables").orElse(null);
    if (with.isMapping() && (schema == null) == (tables == null)) {
      with.refuse(
          schema == null ? "neither `schema` nor `tables`" : "`schema` and `tables` together",
          "a probe of the catalog is about a schema or about some tables",
          "keep one of `schema: app` and `tables: [app.orders]`");
    }
    return new Relations(
        schema == null ? null : Identifier.name(schema),
        tables == null ? List.of() : Identifier.tables(tables));
  }

  /** True when only some tables are asked about. */
  boolean some() {
    return schema == null;
  }

  /** Why nothing can be told about them, or null. */
  String missing(ReadOnly session) throws SQLException {
    try (PreparedStatement query = session.connection().prepareStatement(MISSING)) {
      bind(query);
      try (ResultSet rows = query.executeQuery()) {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        names.sort(null);
        return names.isEmpty()
            ? null
            : "there is no " + (some() ? "table " : "schema ") + String.join(", ", names);
      }
    }
  }

  /** Fills in the two parameters of {@link #WITH}. */
  void bind(PreparedStatement query) throws SQLException {
    query.setArray(1, query.getConnection().createArrayOf("text", schemas().toArray()));
    Object[] names = tables.stream().map(Identifier.Table::dotted).toArray();
    query.setArray(2, some() ? query.getConnection().createArrayOf("text", names) : null);
  }

  /** A query with the two parameters of {@link #WITH} written out, for a person to run. */
  String written(String sql) {
    String names = some() ? array(tables.stream().map(Identifier.Table::dotted)) : "NULL";
    String[] parts = sql.split("\\?", 3);
    return parts[0] + array(schemas().stream()) + parts[1] + names + parts[2];
  }

  private List<String> schemas() {
    return some()
        ? tables.stream().map(Identifier.Table::schema).distinct().toList()
        : List.of(schema);
  }

  private static String array(Stream<String> texts) {
    return texts.map(Quoted::literal).collect(Collectors.joining(", ", "ARRAY[", "]"));
  }
}
