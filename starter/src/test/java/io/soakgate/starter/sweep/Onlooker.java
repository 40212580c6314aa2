package io.soakgate.starter.sweep;

import io.soakgate.embedded.PostgresCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the server for the test, seldom noticed: it keeps a session where no target is, because
 * many look often, and opens a short one where a target's sessions are counted and ended.
 */
final class Onlooker implements AutoCloseable {
  static final String APPLICATION = "sweep test";
  private static final List<String> KEPT = List.of("postgres", "soakgate", SweepGround.STORE);

  private final PostgresCluster cluster;
  private final Map<String, Connection> kept = new ConcurrentHashMap<>();

  Onlooker(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /** A session that a cut of the database spares. */
  Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", cluster.user());
    properties.setProperty("password", cluster.password());
    properties.setProperty("ApplicationName", APPLICATION);
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("options", "-c default_transaction_read_only=off");
    return DriverManager.getConnection(cluster.url(database), properties);
  }

  /** The first column of what a query finds. */
  List<String> ask(String database, String query) throws SQLException {
    if (!KEPT.contains(database)) {
      try (Connection session = connect(database)) {
        return rows(session, query);
      }
    }
    synchronized (kept) {
      Connection session = kept.get(database);
      if (session == null) {
        session = connect(database);
        kept.put(database, session);
      }
      return rows(session, query);
    }
  }

  static List<String> rows(Connection session, String query) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }

  static void run(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : kept.values()) {
      session.close();
    }
  }
}
