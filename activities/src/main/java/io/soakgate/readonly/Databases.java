package io.soakgate.readonly;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Which databases a lease is about, by oid: a swap gives the name to another one. */
final class Databases {
  private static final String SWAPPED =
      """
      WITH RECURSIVE heir AS (
        SELECT ?::bigint::oid AS oid
        UNION
        SELECT s.new_oid FROM soakgate.swap s JOIN heir h ON s.old_oid = h.oid
        WHERE s.swapped IS NOT NULL)
      SELECT oid::bigint FROM heir
      """;

  private Databases() {}

  /** The oid of the database of that name. */
  static long oid(Connection home, String database) throws SQLException {
    try (PreparedStatement select =
        home.prepareStatement("SELECT oid::bigint FROM pg_database WHERE datname = ?")) {
      select.setString(1, database);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return row.getLong(1);
        }
        throw new SQLException("there is no database " + database, "3D000");
      }
    }
  }

  /**
   * The database that became read-only, and those that took its place since: a swap carries the
   * settings over.
   */
  static List<Long> of(Connection home, Kept kept) throws SQLException {
    if (!swaps(home)) {
      return List.of(kept.oid());
    }
    try (PreparedStatement select = home.prepareStatement(SWAPPED)) {
      select.setLong(1, kept.oid());
      List<Long> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(row.getLong(1));
        }
      }
      return all;
    }
  }

  private static boolean swaps(Connection home) throws SQLException {
    try (Statement statement = home.createStatement();
        ResultSet row = statement.executeQuery("SELECT to_regclass('soakgate.swap') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
