package io.soakgate.backup;

import io.soakgate.backup.KeptDatabase.Aside;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schemas that restores of named schemas put aside in a database, by its ledger, which the same
 * transaction told of them.
 */
record AsideSchemas(Connection session, String database) {
  // The kept name: soakgate_kept_ 20261121_020304 _ and the schema's, cut where it is too long.
  private static final int STAMP = "20261121_020304_".length();
  private static final Pattern RESTORED =
      Pattern.compile("restored from (\\S+): the former schemas? (?:is|are) kept as (.+)");

  /** Those of a deployment that are still there, the last restore's first. */
  List<KeptDatabase> of(String deployment) throws SQLException {
    if (!there()) {
      return List.of();
    }
    List<KeptDatabase> all = new ArrayList<>();
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT object FROM soakgate.ledger WHERE deployment = ? AND purpose = 'STEP'"
                + " AND object LIKE 'restored from %' ORDER BY at DESC")) {
      query.setString(1, deployment);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Matcher told = RESTORED.matcher(rows.getString(1));
          if (told.matches()) {
            kept(told.group(1), told.group(2), all);
          }
        }
      }
    }
    return all;
  }

  private boolean there() throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT to_regclass('soakgate.ledger') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void kept(String backup, String names, List<KeptDatabase> all) throws SQLException {
    List<Aside> schemas = new ArrayList<>();
    for (String name : names.split(", ")) {
      String schema = schema(name);
      if (schema != null) {
        schemas.add(new Aside(schema, name));
      }
    }
    if (!schemas.isEmpty()) {
      String[] of = backup.split("/");
      String environment = of.length < 2 ? "" : of[of.length - 2];
      all.add(new KeptDatabase(environment, database, backup, List.copyOf(schemas)));
    }
  }

  /** What a kept schema was called; null when it is not there any more. */
  private String schema(String kept) throws SQLException {
    String cut = kept.substring(SchemaRestore.KEPT.length() + STAMP);
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ? OR starts_with(nspname, ?)"
                + " ORDER BY nspname = ? DESC, length(nspname)")) {
      query.setString(1, kept);
      query.setString(2, cut);
      query.setString(3, cut);
      List<String> names = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      boolean there = names.remove(kept);
      String first = names.isEmpty() ? cut : names.get(0);
      return there ? first : null;
    }
  }
}
