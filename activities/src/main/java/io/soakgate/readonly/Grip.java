package io.soakgate.readonly;

import io.soakgate.action.Pulse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Who works on a database's read-only mode: one session at a time, for as long as it lives. The
 * workers of a target and {@code soakgate reconcile} may all want to.
 */
final class Grip {
  private static final int TRIES = 100;

  private Grip() {}

  /** Whether it is ours now; kept until the session is closed. */
  static boolean tried(Connection home, String database) throws SQLException {
    return lock(home, "pg_try_advisory_lock", "soakgate read-only " + database);
  }

  /**
   * Waits for it, at most about 10 s.
   *
   * @throws SQLException 55P03 when another one keeps it
   */
  static void take(Connection home, String database, Pulse pulse) throws SQLException {
    for (int i = 0; i < TRIES; i++) {
      if (tried(home, database)) {
        return;
      }
      pulse.progress("another session works on it");
      try (Statement statement = home.createStatement()) {
        statement.execute("SELECT pg_sleep(0.1)");
      }
    }
    throw new SQLException(
        "another session works on the read-only mode of " + database + "; it is tried again",
        "55P03");
  }

  /**
   * Until the transaction ends no restore takes the database's name for another one: what is set
   * would be carried over to that one, and nobody would put it back there.
   *
   * @throws SQLException 55P03 while one is at work
   */
  static void noRestore(Connection home, String database) throws SQLException {
    if (!lock(home, "pg_try_advisory_xact_lock", "soakgate restore " + database)) {
      throw new SQLException(
          "a restore of " + database + " is at work; it is tried again", "55P03");
    }
  }

  private static boolean lock(Connection home, String function, String name) throws SQLException {
    try (PreparedStatement lock =
        home.prepareStatement("SELECT " + function + "(hashtextextended(?, 0))")) {
      lock.setString(1, name);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
