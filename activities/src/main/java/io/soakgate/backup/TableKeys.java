package io.soakgate.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * By what the rows of one table in two databases or schemas are told apart.
 *
 * @param key the columns of the primary key, where both have it; else empty
 * @param columns the columns that both have, in the order of their names
 */
record TableKeys(List<String> key, List<String> columns) {
  private static final String COLUMNS =
      """
      SELECT quote_ident(a.attname) FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attname COLLATE "C"
      """;
  private static final String KEY =
      """
      SELECT quote_ident(a.attname) FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = ?::regclass AND i.indisprimary ORDER BY a.attname COLLATE "C"
      """;

  static TableKeys of(Connection one, String table, Connection other, String itsTable)
      throws SQLException {
    List<String> columns = names(one, COLUMNS, table);
    columns.retainAll(names(other, COLUMNS, itsTable));
    List<String> key = names(one, KEY, table);
    boolean same = key.equals(names(other, KEY, itsTable)) && columns.containsAll(key);
    return new TableKeys(same ? key : List.of(), columns);
  }

  private static List<String> names(Connection session, String query, String table)
      throws SQLException {
    List<String> names = new java.util.ArrayList<>();
    try (PreparedStatement statement = session.prepareStatement(query)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  /** Key, content and place of each row, by key and content. */
  String query(String table) {
    String content = "md5(ROW(" + texts(columns) + ")::text)";
    String by = key.isEmpty() ? content : "ROW(" + texts(key) + ")::text";
    return "SELECT k, h, t FROM (SELECT "
        + by
        + " COLLATE \"C\" AS k, "
        + content
        + " COLLATE \"C\" AS h, ctid::text AS t FROM ONLY "
        + table
        + ") rows ORDER BY k, h";
  }

  private static String texts(List<String> columns) {
    return columns.stream().map(c -> c + "::text").collect(Collectors.joining(", "));
  }
}
