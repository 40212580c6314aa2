package io.soakgate.backup;

import io.soakgate.deployment.ActActivity.ActRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The record of swaps in the {@code soakgate} database of a target's server. A swap and its row are
 * one transaction, so that an attempt after a crash knows which database is which (decision 10).
 *
 * @param session holds the lock on restores of {@code database} until it is closed
 * @param database the database that is replaced
 */
record Swaps(Connection session, String database) {
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS soakgate.swap (
        deployment  text NOT NULL,
        environment text NOT NULL,
        subject     text NOT NULL,
        purpose     text NOT NULL,
        ask         int NOT NULL,   -- which time the workflow asks
        database    text NOT NULL,
        prepared    text NOT NULL,  -- the new database's name until it is swapped in
        backup      text NOT NULL,
        kept        text,           -- the old database's name since
        old_oid     oid,
        new_oid     oid,
        began       timestamptz NOT NULL DEFAULT clock_timestamp(),
        swapped     timestamptz,
        PRIMARY KEY (deployment, environment, subject, purpose, ask, database)
      )
      """;
  private static final String KEY =
      " deployment = ? AND environment = ? AND subject = ? AND purpose = ? AND ask = ?"
          + " AND database = ?";

  /** A swap that took place. */
  record Swapped(String kept, String backup) {}

  /**
   * Locks restores of a database.
   *
   * @param session a session of the {@code soakgate} database
   * @throws SQLException when another session holds the lock
   */
  static Swaps lock(Connection session, String database) throws SQLException {
    try (PreparedStatement lock =
        session.prepareStatement(
            "SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended(?, 0))")) {
      lock.setString(1, "soakgate restore " + database);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          throw new SQLException(
              "another restore of " + database + " is at work; it is tried again", "55P03");
        }
      }
    }
    makeTable(session);
    return new Swaps(session, database);
  }

  // Looked for first: a login that may only write to the table needs no right to make it.
  private static void makeTable(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT to_regclass('soakgate.swap')")) {
        row.next();
        if (row.getString(1) != null) {
          return;
        }
      }
      statement.execute("CREATE SCHEMA IF NOT EXISTS soakgate");
      statement.execute(TABLE);
    }
  }

  /** What an earlier attempt of the same ask swapped in. */
  Optional<Swapped> done(ActRequest request) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT kept, backup FROM soakgate.swap WHERE" + KEY + " AND swapped IS NOT NULL")) {
      key(query, 0, request);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Swapped(row.getString(1), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  /** Whether a later ask was registered already: then this one may do nothing any more. */
  boolean fenced(ActRequest request) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement(
            "SELECT 1 FROM soakgate.swap WHERE" + KEY.replace("ask =", "ask >"))) {
      key(query, 0, request);
      return there(query);
    }
  }

  /** Whether a database of that name was prepared by a restore of ours. */
  boolean ours(String prepared) throws SQLException {
    try (PreparedStatement query =
        session.prepareStatement("SELECT 1 FROM soakgate.swap WHERE prepared = ?")) {
      query.setString(1, prepared);
      return there(query);
    }
  }

  /** Registers a restore before anything of it is made. */
  void begin(ActRequest request, String prepared) throws SQLException {
    try (PreparedStatement insert =
        session.prepareStatement(
            "INSERT INTO soakgate.swap (deployment, environment, subject, purpose, ask, database,"
                + " prepared, backup) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      key(insert, 0, request);
      insert.setString(7, prepared);
      insert.setString(8, request.backup().id());
      insert.executeUpdate();
    }
  }

  /** Forgets every swap of a database that was made anew under the same name. */
  static void forget(Connection session, String database) throws SQLException {
    makeTable(session);
    try (PreparedStatement update =
        session.prepareStatement(
            "UPDATE soakgate.swap SET kept = NULL, swapped = NULL WHERE database = ?")) {
      update.setString(1, database);
      update.executeUpdate();
    }
  }

  /** Marks it as swapped, in the transaction that renames. */
  void swapped(ActRequest request, String kept, long oldOid, long newOid) throws SQLException {
    try (PreparedStatement update =
        session.prepareStatement(
            "UPDATE soakgate.swap SET kept = ?, old_oid = ?::oid, new_oid = ?::oid,"
                + " swapped = clock_timestamp() WHERE"
                + KEY)) {
      update.setString(1, kept);
      update.setLong(2, oldOid);
      update.setLong(3, newOid);
      key(update, 3, request);
      update.executeUpdate();
    }
  }

  private static boolean there(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private void key(PreparedStatement statement, int before, ActRequest request)
      throws SQLException {
    statement.setString(before + 1, request.scope().deployment());
    statement.setString(before + 2, request.scope().environment());
    statement.setString(before + 3, request.subject());
    statement.setString(before + 4, request.purpose().name());
    statement.setInt(before + 5, request.attempt());
    statement.setString(before + 6, database);
  }
}
