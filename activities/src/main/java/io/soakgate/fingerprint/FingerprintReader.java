package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Takes the fingerprint of a database. */
public final class FingerprintReader {
  private FingerprintReader() {}

  /**
   * Reads catalog and rows in one snapshot; changes nothing. Row level security that would hide
   * rows is an error, never a smaller table.
   *
   * @param session autocommit must be on; its settings are left as they are
   */
  public static Fingerprint read(Connection session) throws SQLException {
    return read(session, List.of());
  }

  /**
   * As {@link #read(Connection)}, without the rows of some tables.
   *
   * @param except each as schema.table, unquoted
   */
  public static Fingerprint read(Connection session, List<String> except) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      try {
        HashedColumns.fixSettings(statement);
        List<String> catalog = catalog(statement);
        List<TableContent> rows = RowHash.of(statement, except);
        return new Fingerprint(catalog, rows);
      } finally {
        statement.execute("ROLLBACK");
      }
    }
  }

  /**
   * Reads the catalog of some schemas and no rows; what belongs to no schema is always in it.
   *
   * @param session autocommit must be on; its settings are left as they are
   */
  public static Fingerprint catalog(Connection session, List<String> schemas) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      try {
        HashedColumns.fixSettings(statement);
        try (PreparedStatement only =
            session.prepareStatement(
                "SELECT set_config('" + UserSchemas.ONLY + "', (?::text[])::text, true)")) {
          only.setArray(1, session.createArrayOf("text", schemas.toArray()));
          only.execute();
        }
        return new Fingerprint(catalog(statement), List.of());
      } finally {
        statement.execute("ROLLBACK");
      }
    }
  }

  private static List<String> catalog(Statement statement) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (String query : CatalogLines.QUERIES) {
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          lines.add(Deparsed.canonical(rows.getString(1)));
        }
      }
    }
    return lines;
  }
}
