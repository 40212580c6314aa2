package io.soakgate.action;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An index as the catalog shows it.
 *
 * @param oid its oid; 0 when there is none of that name
 * @param usable whether it is valid and ready: an index left over by an interrupted build is not
 * @param identity its qualified, quoted name
 * @param definition {@code pg_get_indexdef}, or null
 */
record IndexState(long oid, boolean usable, String identity, String definition) {

  // The oid of pg_class itself, the same in every PostgreSQL.
  private static final long PG_CLASS = 1259;

  Creations.Id id() {
    return new Creations.Id(PG_CLASS, oid, 0);
  }

  boolean missing() {
    return oid == 0;
  }

  /** The index a {@code CREATE INDEX CONCURRENTLY} names; it lives in its table's schema. */
  static IndexState named(Connection connection, IndexStatement index) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT format('%I.', n.nspname) || ? FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)")) {
      select.setString(1, index.name());
      select.setString(2, index.table());
      try (ResultSet row = select.executeQuery()) {
        // Without the table the statement itself will say what is wrong.
        return at(connection, row.next() ? row.getString(1) : index.name());
      }
    }
  }

  /** The index of that name, as SQL. */
  static IndexState at(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT c.oid, i.indisvalid AND i.indisready, c.oid::regclass::text,"
                + " pg_get_indexdef(c.oid) FROM pg_class c LEFT JOIN pg_index i"
                + " ON i.indexrelid = c.oid WHERE c.oid = to_regclass(?)")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new IndexState(row.getLong(1), row.getBoolean(2), name, row.getString(4))
            : new IndexState(0, false, name, null);
      }
    }
  }

  /**
   * Whether this index is the one the statement would build: it is built on an empty twin of the
   * table in a transaction that is rolled back, and the definitions are compared.
   *
   * @param connection inside a transaction, which the caller rolls back
   */
  boolean sameAs(IndexStatement index, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          "CREATE TEMP TABLE soakgate_twin (LIKE " + index.table() + " INCLUDING GENERATED)");
      statement.execute(
          "CREATE "
              + (index.unique() ? "UNIQUE " : "")
              + "INDEX soakgate_twin_index ON pg_temp.soakgate_twin "
              + index.tail());
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_get_indexdef(to_regclass('pg_temp.soakgate_twin_index'))")) {
        row.next();
        return kind(row.getString(1)).equals(kind(definition));
      }
    }
  }

  private static String kind(String definition) {
    String how = definition.substring(definition.indexOf(" USING "));
    return definition.startsWith("CREATE UNIQUE ") ? "unique" + how : how;
  }
}
