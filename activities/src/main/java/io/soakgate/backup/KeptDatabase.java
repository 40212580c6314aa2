package io.soakgate.backup;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A database that a full restore put aside, or the schemas that it put aside in the database
 * itself.
 *
 * @param environment whose it was
 * @param name the database that holds what is kept
 * @param backup the backup that took its place
 * @param schemas what is kept beside what took its place; empty for all of the database
 */
public record KeptDatabase(String environment, String name, String backup, List<Aside> schemas) {

  /** A schema, and the name under which the former one of that name is kept. */
  public record Aside(String schema, String kept) {}

  /** A whole database. */
  KeptDatabase(String environment, String name, String backup) {
    this(environment, name, backup, List.of());
  }

  /** What is kept, in words. */
  public String words() {
    return schemas.isEmpty()
        ? name
        : name + " " + schemas.stream().map(Aside::kept).collect(Collectors.joining(", "));
  }

  /**
   * The ones of a deployment that still stand on a target's server, whole databases first, the last
   * first; empty where nothing was ever restored.
   */
  public static List<KeptDatabase> of(Target target, String deployment) throws SQLException {
    List<KeptDatabase> all = new ArrayList<>(databases(target, deployment));
    try (Connection session = target.connect("soakgate/lost-rows")) {
      all.addAll(new AsideSchemas(session, target.database()).of(deployment));
    }
    return all;
  }

  private static List<KeptDatabase> databases(Target target, String deployment)
      throws SQLException {
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
            session.prepareStatement(
                "SELECT FROM pg_catalog.pg_database WHERE datname = ?"
                    + " AND pg_catalog.has_database_privilege(oid, 'CONNECT')")) {
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
