package io.soakgate.backup;

import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The small {@code soakgate} database on a target's server (decision 10): what is kept there
 * survives a restore of the target's own database, and from there that one can be renamed.
 */
public final class OwnDatabase {
  /** Its name. */
  public static final String NAME = "soakgate";

  private static final String DENIED = "42501";

  // Two workers may make it at the same moment.
  private static final List<String> MADE_BY_ANOTHER = List.of("42P04", "23505");

  private OwnDatabase() {}

  /** Opens a session on it and makes it when it is not there yet; autocommit is on. */
  public static Connection open(Target target, String application) throws SQLException {
    // Looked for, not tried: a pooler keeps to it for a while that a database is not there.
    makeUnlessThere(target, application);
    try {
      return target.connectTo(NAME, application);
    } catch (SQLException e) {
      if (DENIED.equals(e.getSQLState())) {
        throw Refusal.of(
            "database soakgate on %s:%d was made by another login; as that one: GRANT CONNECT ON DATABASE soakgate TO %3$s; GRANT USAGE ON SCHEMA soakgate TO %3$s; GRANT SELECT, INSERT, UPDATE ON soakgate.swap TO %3$s"
                .formatted(target.host(), target.port(), target.user()));
      }
      throw e;
    }
  }

  private static void makeUnlessThere(Target target, String application) throws SQLException {
    try (Connection session = target.connect(application);
        Statement statement = session.createStatement()) {
      try (ResultSet there =
          statement.executeQuery(
              "SELECT FROM pg_catalog.pg_database WHERE datname = '" + NAME + "'")) {
        if (there.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + NAME + " TEMPLATE template0");
      statement.execute("REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC");
    } catch (SQLException e) {
      if (!MADE_BY_ANOTHER.contains(e.getSQLState())) {
        throw e;
      }
    }
  }
}
