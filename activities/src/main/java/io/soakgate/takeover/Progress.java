package io.soakgate.takeover;

import io.soakgate.target.LedgerSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One action of a deployment as a target's ledger shows it.
 *
 * @param subject the change's name, or {@code rollback/<option>/<step>}
 * @param purpose {@code APPLY}, {@code UNDO} or {@code STEP}
 * @param statements how many there are, settings of the session included
 * @param done how many of them have a row that says done
 * @param begun whether one was begun and never confirmed
 * @param finished when the last one was done, or null
 * @param last when the last row was written, or null
 * @param saidBy who did or resolved some of it by hand, or null
 */
public record Progress(
    String deployment,
    String subject,
    String purpose,
    int round,
    int statements,
    int done,
    boolean begun,
    Instant finished,
    Instant last,
    String saidBy) {
  private static final String READ =
      """
      SELECT r.deployment, r.subject, r.purpose, r.round, r.statements,
        coalesce(sum(a.last - a.first + 1) FILTER (WHERE a.state <> 'intent'), 0),
        coalesce(bool_or(a.state = 'intent'), false), r.finished, max(a.at),
        string_agg(DISTINCT to_jsonb(a)->>'said_by', ', ')
      FROM soakgate.run r LEFT JOIN soakgate.applied a ON a.run = r.id
      WHERE ?::text IS NULL OR r.deployment = ?
      GROUP BY r.id ORDER BY r.id
      """;

  /**
   * Reads a target's ledger.
   *
   * @param deployment whose, or null for everybody's
   */
  static List<Progress> of(Connection connection, String deployment) throws SQLException {
    if (!LedgerSchema.there(connection)) {
      return List.of();
    }
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setString(1, deployment);
      select.setString(2, deployment);
      List<Progress> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(read(row));
        }
      }
      return all;
    }
  }

  private static Progress read(ResultSet row) throws SQLException {
    return new Progress(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getInt(5),
        row.getInt(6),
        row.getBoolean(7),
        instant(row, 8),
        instant(row, 9),
        row.getString(10));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  boolean undo() {
    return purpose.equals("UNDO");
  }

  /** Whether it may have left something in the database. */
  boolean touched() {
    return done > 0 || begun || finished != null;
  }

  /** How it stands, in words: {@code applied 02:14:07Z}, {@code applying, 3 of 5 statements}. */
  public String words() {
    String hand = saidBy == null ? "" : " (" + saidBy + ")";
    if (finished != null) {
      return (undo() ? "undone " : purpose.equals("STEP") ? "done " : "applied ") + finished + hand;
    }
    String doing = undo() ? "undo begun" : "begun";
    return doing
        + ", "
        + done
        + " of "
        + statements
        + " statements"
        + (begun ? ", one begun and not confirmed" : "")
        + hand;
  }
}
