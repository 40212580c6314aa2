package io.soakgate.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The tables of the audit, row by row. */
final class Rows {
  static final String ENTRIES =
      "SELECT deployment, run, stream, number, at, environment, subject, kind, outcome, words,"
          + " recorded, previous, hash FROM audit.entry";
  static final String HEADS =
      "SELECT sequence, deployment, run, stream, number, head, recorded, previous, hash"
          + " FROM audit.head";
  private static final String IN_CHAIN = " WHERE deployment = ? AND run = ? AND stream = ?";

  private Rows() {}

  /** The id of the store. */
  static String store(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT id FROM audit.store");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the store has lost its id: audit.store is empty");
      }
      return row.getString(1);
    }
  }

  static Optional<Link> last(Connection connection, Chain chain) throws SQLException {
    return one(connection, chain, ENTRIES + IN_CHAIN + " ORDER BY number DESC LIMIT 1");
  }

  static Optional<Link> numbered(Connection connection, Chain chain, int number)
      throws SQLException {
    return one(connection, chain, ENTRIES + IN_CHAIN + " AND number = " + number);
  }

  private static Optional<Link> one(Connection connection, Chain chain, String sql)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, chain.deployment());
      select.setString(2, chain.run());
      select.setString(3, chain.stream());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(link(row)) : Optional.empty();
      }
    }
  }

  /** The row of {@link #ENTRIES} it stands at. */
  static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        time(row, 5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        time(row, 11),
        row.getString(12),
        row.getString(13));
  }

  /** The row of {@link #HEADS} it stands at. */
  static Journaled journaled(ResultSet row) throws SQLException {
    return new Journaled(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getString(6),
        time(row, 7),
        row.getString(8),
        row.getString(9));
  }

  static void insert(PreparedStatement insert, Link link) throws SQLException {
    insert.setString(1, link.deployment());
    insert.setString(2, link.run());
    insert.setString(3, link.stream());
    insert.setInt(4, link.number());
    insert.setObject(5, moment(link.at()));
    insert.setString(6, link.environment());
    insert.setString(7, link.subject());
    insert.setString(8, link.kind());
    insert.setString(9, link.outcome());
    insert.setString(10, link.words());
    insert.setObject(11, moment(link.recorded()));
    insert.setString(12, link.previous());
    insert.setString(13, link.hash());
  }

  static OffsetDateTime moment(String time) {
    return Instant.parse(time).atOffset(ZoneOffset.UTC);
  }

  private static String time(ResultSet row, int column) throws SQLException {
    return Canonical.time(row.getObject(column, OffsetDateTime.class).toInstant());
  }
}
