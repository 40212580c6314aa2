package io.soakgate.readonly;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A read-only lease as it is kept.
 *
 * @param oid the database's when it became read-only
 * @param had what was set before
 * @param effective sessions that began later are read-only; null while that is not known
 * @param released when it was put back, or null
 */
record Kept(
    String database,
    long oid,
    String cluster,
    String deployment,
    String environment,
    boolean ends,
    String proveAs,
    Had had,
    Instant since,
    Instant until,
    boolean over,
    Instant effective,
    Instant released) {

  private static final String SELECT =
      "SELECT database, oid::bigint, cluster, deployment, environment, ends, prove_as, had,"
          + " roles::bigint[], roles_had, since, until, until < clock_timestamp(), effective,"
          + " released FROM soakgate.read_only WHERE database = ?";

  /**
   * What was set before.
   *
   * @param database the database's own setting; null: none
   * @param roles the roles whose setting in this database was changed
   */
  record Had(String database, List<RoleHad> roles) {}

  /** What a role had set in the database; null: nothing. */
  record RoleHad(long role, String value) {}

  /** The lease of a database, if it has one. */
  static Optional<Kept> of(Connection home, String database) throws SQLException {
    try (PreparedStatement select = home.prepareStatement(SELECT)) {
      select.setString(1, database);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static Kept read(ResultSet row) throws SQLException {
    Long[] roles = (Long[]) row.getArray(9).getArray();
    String[] values = (String[]) row.getArray(10).getArray();
    List<RoleHad> had = new ArrayList<>();
    for (int i = 0; i < roles.length; i++) {
      had.add(new RoleHad(roles[i], values[i]));
    }
    return new Kept(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.getString(7),
        new Had(row.getString(8), List.copyOf(had)),
        shown(row.getTimestamp(11)),
        shown(row.getTimestamp(12)),
        row.getBoolean(13),
        exact(row.getTimestamp(14)),
        exact(row.getTimestamp(15)));
  }

  /** As people read it. */
  private static Instant shown(Timestamp at) {
    return at.toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant exact(Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  boolean of(String cluster, String deployment) {
    return this.cluster.equals(cluster) && this.deployment.equals(deployment);
  }

  /** The sessions that were open when it took effect. */
  OldSessions old(Connection home) {
    return new OldSessions(home, database, null, effective);
  }

  /** The sessions that began while it was in effect. */
  OldSessions meanwhile(Connection home) {
    return new OldSessions(home, database, effective, released);
  }

  /** Writes a new one. */
  static void insert(Connection home, Kept kept, Duration lease) throws SQLException {
    try (PreparedStatement insert =
        home.prepareStatement(
            "INSERT INTO soakgate.read_only (database, oid, cluster, deployment, environment,"
                + " ends, prove_as, had, roles, roles_had, since, until) VALUES (?, ?::bigint::oid,"
                + " ?, ?, ?, ?, ?, ?, ?::bigint[]::oid[], ?, clock_timestamp(),"
                + " clock_timestamp() + make_interval(secs => ?))")) {
      insert.setString(1, kept.database());
      insert.setLong(2, kept.oid());
      insert.setString(3, kept.cluster());
      insert.setString(4, kept.deployment());
      insert.setString(5, kept.environment());
      insert.setBoolean(6, kept.ends());
      insert.setString(7, kept.proveAs());
      insert.setString(8, kept.had().database());
      List<RoleHad> roles = kept.had().roles();
      insert.setArray(9, home.createArrayOf("bigint", roles.stream().map(RoleHad::role).toArray()));
      insert.setArray(10, home.createArrayOf("text", roles.stream().map(RoleHad::value).toArray()));
      insert.setDouble(11, lease.toSeconds());
      insert.executeUpdate();
    }
  }

  /** Makes it longer, unless it was put back; whether it was there. */
  boolean renew(Connection home, Duration lease) throws SQLException {
    String sql =
        "UPDATE soakgate.read_only SET until = clock_timestamp() + make_interval(secs => ?)"
            + " WHERE database = ? AND cluster = ? AND deployment = ? AND released IS NULL";
    try (PreparedStatement update = home.prepareStatement(sql)) {
      update.setDouble(1, lease.toSeconds());
      key(update, 1);
      return update.executeUpdate() == 1;
    }
  }

  /** From now on new sessions are read-only. */
  void takesEffect(Connection home) throws SQLException {
    update(home, "UPDATE soakgate.read_only SET effective = clock_timestamp()");
  }

  /** It was put back; in the transaction that did. */
  void putBack(Connection home) throws SQLException {
    update(home, "UPDATE soakgate.read_only SET released = clock_timestamp()");
  }

  /** Nothing is left to be done about it. */
  void forget(Connection home) throws SQLException {
    update(home, "DELETE FROM soakgate.read_only");
  }

  private void update(Connection home, String sql) throws SQLException {
    try (PreparedStatement update =
        home.prepareStatement(sql + " WHERE database = ? AND cluster = ? AND deployment = ?")) {
      key(update, 0);
      update.executeUpdate();
    }
  }

  private void key(PreparedStatement statement, int before) throws SQLException {
    statement.setString(before + 1, database);
    statement.setString(before + 2, cluster);
    statement.setString(before + 3, deployment);
  }
}
