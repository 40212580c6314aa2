package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The kind {@code clone}: a copy of the database on the same server, sealed against connections.
 * PostgreSQL copies a database only while nobody is in it.
 */
final class Clone {
  private static final String IN_USE = "55006";

  // CREATE DATABASE itself waits 5 s for the others to leave.
  private static final int TRIES = 3;

  private Clone() {}

  static Taken take(Order order, Pulse pulse) throws Exception {
    String name = ServerDatabases.named(order.label(), "_" + order.key());
    try (Connection session = OwnDatabase.open(order.target(), order.application())) {
      ServerDatabases server = new ServerDatabases(session, pulse);
      RowCounts counts = count(order, order.target().database(), pulse);
      long start = System.nanoTime();
      copy(order, server, name, pulse);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return prove(order, server, name, counts, took, pulse);
    }
  }

  private static void copy(Order order, ServerDatabases server, String name, Pulse pulse)
      throws SQLException {
    String source = order.target().database();
    server.drop(name);
    for (int attempt = 1; ; attempt++) {
      try {
        server.copy(source, name);
        return;
      } catch (SQLException e) {
        if (!IN_USE.equals(e.getSQLState())) {
          throw e;
        }
        String others = server.sessionsIn(source);
        pulse.progress("waiting for sessions to leave " + source + ": " + others);
        if (attempt == TRIES) {
          throw inUse(source, others, e);
        }
      }
    }
  }

  private static SQLException inUse(String source, String others, SQLException cause) {
    return new SQLException(
        source
            + " cannot be cloned while others are in it: "
            + (others.isEmpty() ? "they come and go" : others)
            + "; stop them, or ask for a dump, which does not need that",
        IN_USE,
        cause);
  }

  private static Taken prove(
      Order order,
      ServerDatabases server,
      String name,
      RowCounts counts,
      Duration took,
      Pulse pulse)
      throws SQLException, InterruptedException {
    long start = System.nanoTime();
    List<String> wrong = counts.differences(count(order, name, pulse));
    Fingerprint fingerprint = fingerprint(order, name);
    Duration trial = Duration.ofNanos(System.nanoTime() - start);
    server.execute(
        "COMMENT ON DATABASE "
            + Quoted.identifier(name)
            + " IS"
            + Quoted.literal("backup " + order.id() + " by soakgate"));
    server.execute("ALTER DATABASE " + Quoted.identifier(name) + " ALLOW_CONNECTIONS false");
    return new Taken(
        "clone",
        name,
        fingerprint.digest(),
        server.size(name),
        counts,
        took,
        new Trial(trial, wrong));
  }

  private static RowCounts count(Order order, String database, Pulse pulse)
      throws SQLException, InterruptedException {
    return Reading.all(
        () -> order.target().connectTo(database, order.application()), List.of(), pulse);
  }

  private static Fingerprint fingerprint(Order order, String database) throws SQLException {
    try (Connection in = order.target().connectTo(database, order.application())) {
      return FingerprintReader.read(in);
    }
  }
}
