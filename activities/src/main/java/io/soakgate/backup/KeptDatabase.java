package io.soakgate.backup;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database that a full restore put aside.
 *
 * @param environment whose it was
 * @param name the name it is kept under
 * @param backup the backup that took its place
 */
public record KeptDatabase(String environment, String name, String backup) {

  /**
   * The ones of a deployment that still stand on a target's server, the last first; empty where
   * nothing was ever restored.
   */
  public static List<KeptDatabase> of(Target target, String deployment) throws SQLException {
    if (!there(target)) {
      return List.of();
    }
    try (Connection session = target.connectTo(OwnDatabase.NAME, "soakgate/lost-rows");
        Statement statement = session.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT to_regclass('soakgate.swap') IS NOT NULL")) {
        row.next();
        if (!row.getBoolean(1)) {
          return List.of();
        }
      }
      return swapped(session, target.database(), deployment);
    }
  }

  private static boolean there(Target target) throws SQLException {
    try (Connection session = target.connect("soakgate/lost-rows");
        PreparedStatement query =
            session.prepareStatement("SELECT FROM pg_catalog.pg_database WHERE datname = ?")) {
      query.setString(1, OwnDatabase.NAME);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static List<KeptDatabase> swapped(Connection session, String database, String deployment)
      throws SQLException {
    List<KeptDatabase> all = new ArrayList<>();
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT s.environment, s.kept, s.backup FROM soakgate.swap s"
                + " JOIN pg_catalog.pg_database d ON d.datname = s.kept AND d.oid = s.old_oid"
                + " WHERE s.deployment = ? AND s.database = ? AND s.swapped IS NOT NULL"
                + " ORDER BY s.swapped DESC")) {
      query.setString(1, deployment);
      query.setString(2, database);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          all.add(new KeptDatabase(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return all;
  }
}
