package io.soakgate.drill;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which tables were written anew: their rows lie in another file than before. */
final class Rewrites {
  private static final String TABLES =
      """
      SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname),
        pg_catalog.pg_relation_filenode(c.oid)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'soakgate')
      ORDER BY 2
      """;

  private Rewrites() {}

  /** A table and the file its rows lie in. */
  record Table(String name, long file) {}

  /** Every table by its oid. */
  static Map<Long, Table> look(Target copy, String application) throws SQLException {
    try (Connection session = copy.connect(application);
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      Map<Long, Table> tables = new LinkedHashMap<>();
      while (rows.next()) {
        tables.put(rows.getLong(1), new Table(rows.getString(2), rows.getLong(3)));
      }
      return tables;
    }
  }

  /** Those that were there before and lie in another file now. */
  static List<String> since(Map<Long, Table> before, Target copy, String application)
      throws SQLException {
    return look(copy, application).entrySet().stream()
        .filter(e -> before.containsKey(e.getKey()))
        .filter(e -> before.get(e.getKey()).file() != e.getValue().file())
        .map(e -> e.getValue().name())
        .toList();
  }
}
