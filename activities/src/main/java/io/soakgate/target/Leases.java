package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The lease in a target: one row that says which deployment of which Temporal may work on it
 * (decision 6, F-29). Within one Temporal the target's lock decides; the lease is for the others.
 */
public final class Leases {
  private Leases() {}

  /**
   * Who wants or holds it.
   *
   * @param cluster tells Temporal namespaces apart
   * @param label the namespace's address and name, for people
   * @param deployment the workflow id
   */
  public record Holder(String cluster, String label, String deployment) {

    boolean is(Holder other) {
      return cluster.equals(other.cluster) && deployment.equals(other.deployment);
    }

    /** The holder in words. */
    public String words() {
      return "deployment " + deployment + " of the Temporal at " + label;
    }
  }

  /**
   * What became of a wish for the lease.
   *
   * @param held whether it is the asker's now
   * @param before whose it is or was, or null when it was nobody's
   * @param until when that one's ran or runs out, or null
   */
  public record Answer(boolean held, Holder before, Instant until) {}

  /**
   * Takes the lease: a free one, the asker's own, one that ran out, and one of another deployment
   * of the same Temporal, whose lock the asker holds.
   *
   * @param connection in autocommit
   */
  public static Answer take(Connection connection, Holder me, Duration lease) throws SQLException {
    return claim(connection, me, lease, true);
  }

  /** Makes sure that it is still the asker's, and longer; another's that still runs is left. */
  public static Answer confirm(Connection connection, Holder me, Duration lease)
      throws SQLException {
    return claim(connection, me, lease, false);
  }

  /** Makes it longer where it is still the asker's; never makes one. */
  public static void renew(Connection connection, Holder me, Duration lease) throws SQLException {
    if (!there(connection)) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE soakgate.lease SET until = clock_timestamp() + make_interval(secs => ?)"
                + " WHERE cluster = ? AND deployment = ?")) {
      update.setDouble(1, lease.toSeconds());
      update.setString(2, me.cluster());
      update.setString(3, me.deployment());
      update.executeUpdate();
    }
  }

  /** Gives it back, if it is still the asker's. */
  public static void release(Connection connection, Holder me) throws SQLException {
    if (!there(connection)) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM soakgate.lease WHERE cluster = ? AND deployment = ?")) {
      delete.setString(1, me.cluster());
      delete.setString(2, me.deployment());
      delete.executeUpdate();
    }
  }

  /** Whether nobody holds it now. */
  public static boolean free(Connection connection) throws SQLException {
    if (!there(connection)) {
      return true;
    }
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT NOT EXISTS (SELECT FROM soakgate.lease WHERE until > clock_timestamp())");
        ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Copies the lease into a database that is about to take this one's place (decision 12). */
  public static void carry(Connection from, Connection to) throws SQLException {
    if (!there(from)) {
      return;
    }
    try (PreparedStatement select =
            from.prepareStatement(
                "SELECT cluster, label, deployment, taken, until FROM soakgate.lease");
        ResultSet row = select.executeQuery();
        PreparedStatement forget = to.prepareStatement("DELETE FROM soakgate.lease");
        PreparedStatement insert =
            to.prepareStatement(
                "INSERT INTO soakgate.lease (cluster, label, deployment, taken, until)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      forget.executeUpdate();
      if (row.next()) {
        for (int i = 1; i <= 5; i++) {
          insert.setObject(i, row.getObject(i));
        }
        insert.executeUpdate();
      }
    }
  }

  private static boolean there(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT to_regclass('soakgate.lease') IS NOT NULL");
        ResultSet row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static Answer claim(Connection connection, Holder me, Duration lease, boolean overOwn)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      Answer answer = null;
      while (answer == null) {
        answer = insert(connection, me, lease) ? new Answer(true, null, null) : null;
        answer = answer == null ? decide(connection, me, lease, overOwn) : answer;
      }
      connection.commit();
      return answer;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static boolean insert(Connection connection, Holder me, Duration lease)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO soakgate.lease (cluster, label, deployment, until) VALUES (?, ?, ?,"
                + " clock_timestamp() + make_interval(secs => ?)) ON CONFLICT DO NOTHING")) {
      insert.setString(1, me.cluster());
      insert.setString(2, me.label());
      insert.setString(3, me.deployment());
      insert.setDouble(4, lease.toSeconds());
      return insert.executeUpdate() == 1;
    }
  }

  /** Null when the row that was in the way is gone meanwhile. */
  private static Answer decide(Connection connection, Holder me, Duration lease, boolean overOwn)
      throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT cluster, label, deployment, until, until < clock_timestamp()"
                    + " FROM soakgate.lease FOR UPDATE");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      Holder holder = new Holder(row.getString(1), row.getString(2), row.getString(3));
      Instant until = row.getTimestamp(4).toInstant().truncatedTo(ChronoUnit.SECONDS);
      boolean over = overOwn && holder.cluster().equals(me.cluster());
      if (holder.is(me) || over || row.getBoolean(5)) {
        take(connection, me, lease, holder.is(me));
        return new Answer(true, holder, until);
      }
      return new Answer(false, holder, until);
    }
  }

  private static void take(Connection connection, Holder me, Duration lease, boolean again)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE soakgate.lease SET cluster = ?, label = ?, deployment = ?,"
                + " taken = CASE WHEN ? THEN taken ELSE clock_timestamp() END,"
                + " until = clock_timestamp() + make_interval(secs => ?)")) {
      update.setString(1, me.cluster());
      update.setString(2, me.label());
      update.setString(3, me.deployment());
      update.setBoolean(4, again);
      update.setDouble(5, lease.toSeconds());
      update.executeUpdate();
    }
  }
}
