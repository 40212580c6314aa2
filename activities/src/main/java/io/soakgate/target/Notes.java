package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a run said and what it created, kept beside its statements. */
public final class Notes {
  private static final int BATCH = 5_000;

  private Notes() {}

  /** A NOTICE or WARNING. */
  public record Line(String severity, String words) {}

  /**
   * An object that a run created.
   *
   * @param sub the number of the column when it is one, else 0
   * @param type PostgreSQL's word for what it is, as {@code pg_identify_object} says it
   * @param identity its qualified, quoted name
   */
  public record Created(long classId, long objectId, int sub, String type, String identity) {
    /** All that a query finds, whose columns are these in their order. */
    public static List<Created> read(PreparedStatement select) throws SQLException {
      List<Created> objects = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          objects.add(
              new Created(
                  row.getLong(1),
                  row.getLong(2),
                  row.getInt(3),
                  row.getString(4),
                  row.getString(5)));
        }
      }
      return objects;
    }
  }

  /** Appends notices to a run. */
  public static void notices(Connection connection, Ledger.Run run, List<Line> lines)
      throws SQLException {
    if (!lines.isEmpty()) {
      alone(connection, run);
    }
    for (int from = 0; from < lines.size(); from += BATCH) {
      List<Line> batch = lines.subList(from, Math.min(lines.size(), from + BATCH));
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO soakgate.notice (run, line, severity, words) SELECT ?,"
                  + " n.number + (SELECT coalesce(max(line), 0) FROM soakgate.notice WHERE run = ?),"
                  + " n.severity, n.words FROM unnest(?::text[], ?::text[])"
                  + " WITH ORDINALITY n(severity, words, number)")) {
        insert.setLong(1, run.id());
        insert.setLong(2, run.id());
        insert.setArray(
            3, connection.createArrayOf("text", batch.stream().map(Line::severity).toArray()));
        insert.setArray(
            4, connection.createArrayOf("text", batch.stream().map(Line::words).toArray()));
        insert.executeUpdate();
      }
    }
  }

  /** The first notices of a run, in order. */
  public static List<String> notices(Connection connection, Ledger.Run run, int most)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT words FROM soakgate.notice WHERE run = ? ORDER BY line LIMIT ?")) {
      select.setLong(1, run.id());
      select.setInt(2, most);
      List<String> words = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          words.add(row.getString(1));
        }
      }
      return words;
    }
  }

  /** Appends created objects to a run. */
  public static void created(Connection connection, Ledger.Run run, List<Created> objects)
      throws SQLException {
    if (!objects.isEmpty()) {
      alone(connection, run);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO soakgate.created (run, number, class, object, sub, type, identity) VALUES"
                + " (?, (SELECT coalesce(max(number), 0) + 1 FROM soakgate.created WHERE run = ?),"
                + " ?::oid, ?::oid, ?, ?, ?)")) {
      for (Created object : objects) {
        insert.setLong(1, run.id());
        insert.setLong(2, run.id());
        insert.setLong(3, object.classId());
        insert.setLong(4, object.objectId());
        insert.setInt(5, object.sub());
        insert.setString(6, object.type());
        insert.setString(7, object.identity());
        insert.executeUpdate();
      }
    }
  }

  /** What this round's APPLY of the subject created, the last one first. */
  public static List<Created> created(Connection connection, Ask ask, int round)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT c.class, c.object, c.sub, c.type, c.identity FROM soakgate.run r"
                + " JOIN soakgate.created c ON c.run = r.id WHERE r.deployment = ?"
                + " AND r.subject = ? AND r.purpose = 'APPLY' AND r.round = ?"
                + " ORDER BY r.id DESC, c.number DESC")) {
      select.setString(1, ask.deployment());
      select.setString(2, ask.subject());
      select.setInt(3, round);
      return Created.read(select);
    }
  }

  /** Numbers follow one another: of two sessions of a run, one writes at a time. */
  private static void alone(Connection connection, Ledger.Run run) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT FROM soakgate.run WHERE id = ? FOR NO KEY UPDATE")) {
      lock.setLong(1, run.id());
      lock.execute();
    }
  }
}
