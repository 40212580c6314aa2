package io.soakgate.history;

import io.soakgate.plan.History.Tool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A migration history that is in a database, by the name its tool gives it. */
public record Found(Tool tool, String table) {
  private static final String ALL =
      """
      SELECT c.relname, n.nspname || '.' || c.relname
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'soakgate'
        AND (c.relname IN ('flyway_schema_history', 'databasechangelog')
             OR n.nspname = 'supabase_migrations' AND c.relname = 'schema_migrations')
      ORDER BY 2
      """;

  /** What the login may do with a history's table. */
  public enum Rights {
    NO_TABLE,
    SOME,
    ALL
  }

  /** Every history of a known tool; Soakgate's own is none. */
  public static List<Found> all(Connection connection) throws SQLException {
    List<Found> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        all.add(new Found(tool(row.getString(1)), row.getString(2)));
      }
    }
    return all;
  }

  private static Tool tool(String table) {
    return switch (table) {
      case "flyway_schema_history" -> Tool.FLYWAY;
      case "databasechangelog" -> Tool.LIQUIBASE;
      default -> Tool.SUPABASE;
    };
  }

  /** Whether the login can read and write that table. */
  public static Rights rights(Connection connection, String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT t.oid IS NOT NULL, t.oid IS NOT NULL AND has_table_privilege(t.oid, 'SELECT')"
                + " AND has_table_privilege(t.oid, 'INSERT') AND has_table_privilege(t.oid,"
                + " 'UPDATE') AND has_table_privilege(t.oid, 'DELETE')"
                + " FROM (SELECT to_regclass(?)::oid) t(oid)")) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return !row.getBoolean(1) ? Rights.NO_TABLE : row.getBoolean(2) ? Rights.ALL : Rights.SOME;
      }
    }
  }
}
