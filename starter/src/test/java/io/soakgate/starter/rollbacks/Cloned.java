package io.soakgate.starter.rollbacks;

import io.soakgate.embedded.PostgresCluster;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The databases of a cluster that are copied, each case on a fresh copy. */
record Cloned(PostgresCluster cluster, String database) {
  private static final String KEPT = "soakgate_state_";
  private static final String OWN = "soakgate";

  /** Keeps the database as it is now, under a number. */
  void keep(int state) throws SQLException {
    try (Connection session = cluster.connect("postgres")) {
      run(session, "DROP DATABASE IF EXISTS " + KEPT + state + " WITH (FORCE)");
    }
    create(KEPT + state, database);
  }

  /** Puts a kept state in the place of the database, as if nothing had happened since. */
  void put(int state) throws SQLException {
    try (Connection session = cluster.connect("postgres")) {
      for (String name : made(session)) {
        run(session, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      }
    }
    create(database, KEPT + state);
  }

  /** The database itself, what restores kept of it, and what the server remembers of them. */
  private List<String> made(Connection session) throws SQLException {
    List<String> names = new ArrayList<>(List.of(database, OWN));
    try (Statement statement = session.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT quote_ident(datname) FROM pg_database WHERE starts_with(datname, '"
                    + database
                    + "_before_restore_')")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void create(String name, String template) throws SQLException {
    try (Connection session = cluster.connect("postgres")) {
      run(
          session,
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
              + template
              + "'");
      run(session, "CREATE DATABASE " + name + " TEMPLATE " + template);
    }
  }

  /** The fingerprint of the database. */
  Fingerprint fingerprint() throws SQLException {
    try (Connection session = cluster.connect(database)) {
      return FingerprintReader.read(session);
    }
  }

  /** Runs SQL in it. */
  void run(List<String> all) throws SQLException {
    try (Connection session = cluster.connectForScripts(database)) {
      for (String sql : all) {
        run(session, sql);
      }
    }
  }

  private static void run(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
