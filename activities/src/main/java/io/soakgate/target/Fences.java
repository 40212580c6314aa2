package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Who may write for a subject. A claim takes a new token; every write checks, in its own
 * transaction and holding the row, that its token is still the last one.
 */
public final class Fences {
  private Fences() {}

  /**
   * Takes over a subject.
   *
   * @param connection in autocommit
   * @return the token to write with
   * @throws Fenced when a later ask is registered already
   */
  public static long claim(Connection connection, Ask ask) throws SQLException {
    connection.setAutoCommit(false);
    try {
      insertFirst(connection, ask);
      refuseEarlier(connection, ask);
      long token = take(connection, ask);
      connection.commit();
      return token;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * Checks that nobody took over, and keeps it so until the transaction ends.
   *
   * @throws Fenced when somebody did
   */
  public static void check(Connection connection, Ask ask, long token) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT token FROM soakgate.fence WHERE deployment = ? AND subject = ? FOR SHARE")) {
      select.setString(1, ask.deployment());
      select.setString(2, ask.subject());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || row.getLong(1) != token) {
          throw new Fenced(ask);
        }
      }
    }
  }

  private static void insertFirst(Connection connection, Ask ask) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO soakgate.fence (deployment, subject, token, purpose, scheduled, ask,"
                + " attempt) VALUES (?, ?, 0, ?, 0, 0, 0) ON CONFLICT DO NOTHING")) {
      insert.setString(1, ask.deployment());
      insert.setString(2, ask.subject());
      insert.setString(3, ask.purpose());
      insert.executeUpdate();
    }
  }

  private static void refuseEarlier(Connection connection, Ask ask) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT purpose = ? AND (ask, attempt) > (?, ?) OR scheduled > ? FROM soakgate.fence"
                + " WHERE deployment = ? AND subject = ? FOR UPDATE")) {
      select.setString(1, ask.purpose());
      select.setInt(2, ask.ask());
      select.setInt(3, ask.attempt());
      select.setLong(4, ask.scheduled());
      select.setString(5, ask.deployment());
      select.setString(6, ask.subject());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          throw new Fenced(ask);
        }
      }
    }
  }

  private static long take(Connection connection, Ask ask) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE soakgate.fence SET token = nextval('soakgate.token'), purpose = ?,"
                + " scheduled = ?, ask = ?, attempt = ? WHERE deployment = ? AND subject = ?"
                + " RETURNING token")) {
      update.setString(1, ask.purpose());
      update.setLong(2, ask.scheduled());
      update.setInt(3, ask.ask());
      update.setInt(4, ask.attempt());
      update.setString(5, ask.deployment());
      update.setString(6, ask.subject());
      try (ResultSet row = update.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
