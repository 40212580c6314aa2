package io.soakgate.readonly;

import io.soakgate.backup.OwnDatabase;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Where a target's read-only lease is kept: the {@code soakgate} database on its server, which a
 * restore leaves alone; the schema {@code soakgate} of the target's own database where none can be
 * created (decision 10).
 */
final class Home {
  static final String APPLICATION = "soakgate/read-only";

  private static final String DENIED = "42501";
  private static final String TABLE =
      """
      CREATE TABLE soakgate.read_only (
        database    text PRIMARY KEY,
        oid         oid NOT NULL,         -- whose setting it is: a swap gives the name to another
        cluster     text NOT NULL,        -- the Temporal of the deployment
        deployment  text NOT NULL,
        environment text NOT NULL,
        ends        boolean NOT NULL,     -- open sessions are ended at once
        prove_as    text,
        had         text,                 -- the database's own setting before; null: none
        roles       oid[] NOT NULL,       -- roles whose own setting would let them write …
        roles_had   text[] NOT NULL,      -- … and what each had in this database; null: none
        since       timestamptz NOT NULL,
        until       timestamptz NOT NULL,
        effective   timestamptz,          -- sessions that began later are read-only
        released    timestamptz           -- it was put back; sessions and proof may be missing
      )
      """;

  // One that another login made, for which this server is the scratch server, is closed to us.
  private static final String OPEN_TO_US =
      " FROM pg_database WHERE datname = 'soakgate' AND has_database_privilege(oid, 'CONNECT')";

  private Home() {}

  /** Opens a session where the lease is or will be kept; autocommit is on. */
  static Connection open(Target target) throws SQLException {
    Optional<Connection> there = there(target);
    if (there.isPresent()) {
      return there.get();
    }
    Connection home = ownDatabase(target);
    try {
      makeTable(home, target);
      return home;
    } catch (SQLException | RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /** Opens a session where a lease may be kept; empty when there never was one here. */
  static Optional<Connection> there(Target target) throws SQLException {
    // Looked for from the target's own database: not to be there is no error that way.
    try (Connection session = target.connect(APPLICATION)) {
      boolean table = hasTable(session);
      if (!(table && hasLease(session, target))
          && yes(session, "SELECT EXISTS (SELECT" + OPEN_TO_US + ")")) {
        Optional<Connection> home = inSoakgate(target, table);
        if (home.isPresent()) {
          return home;
        }
      }
      return table ? Optional.of(target.connect(APPLICATION)) : Optional.empty();
    }
  }

  // Another login may have made a table in the target's database while ours keeps a lease here.
  private static Optional<Connection> inSoakgate(Target target, boolean onlyLease)
      throws SQLException {
    Connection home = target.connectTo(OwnDatabase.NAME, APPLICATION);
    boolean found = false;
    try {
      found = hasTable(home) && (!onlyLease || hasLease(home, target));
      return found ? Optional.of(home) : Optional.empty();
    } finally {
      if (!found) {
        home.close();
      }
    }
  }

  private static Connection ownDatabase(Target target) throws SQLException {
    try (Connection session = target.connect(APPLICATION)) {
      boolean another =
          yes(
              session,
              "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'soakgate')"
                  + " AND NOT EXISTS (SELECT"
                  + OPEN_TO_US
                  + ")");
      if (another) {
        return target.connect(APPLICATION);
      }
    }
    try {
      return OwnDatabase.open(target, APPLICATION);
    } catch (SQLException e) {
      if (DENIED.equals(e.getSQLState())) {
        return target.connect(APPLICATION);
      }
      throw e;
    }
  }

  private static void makeTable(Connection home, Target target) throws SQLException {
    if (hasTable(home)) {
      return;
    }
    try (Statement statement = home.createStatement()) {
      // IF NOT EXISTS alone asks for the right to create schemas even where it is there.
      if (!yes(home, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'soakgate')")) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS soakgate");
      }
      statement.execute(TABLE);
    } catch (SQLException e) {
      if (DENIED.equals(e.getSQLState())) {
        throw Refused.because(
            "user %1$s may not keep a read-only lease in schema soakgate of database %2$s; as its owner: CREATE SCHEMA IF NOT EXISTS soakgate; GRANT USAGE, CREATE ON SCHEMA soakgate TO %1$s"
                .formatted(target.user(), home.getCatalog()));
      }
      throw e;
    }
  }

  private static boolean hasTable(Connection session) throws SQLException {
    // Not to_regclass: it fails where this login may not enter the schema.
    return yes(
        session,
        "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'soakgate' AND c.relname = 'read_only')");
  }

  private static boolean hasLease(Connection session, Target target) throws SQLException {
    return Kept.of(session, target.database()).isPresent();
  }

  private static boolean yes(Connection session, String question) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
