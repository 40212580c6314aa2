package io.soakgate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which deployments changed a target after another one, and were not taken back there. */
public final class Later {
  /**
   * A change counts while the last round of its subject has no undo that is finished. A step of a
   * rollback is no change of its own.
   */
  private static final String SQL =
      """
      WITH stands AS (
        SELECT r.deployment, min(r.started) AS since
        FROM soakgate.run r
        WHERE r.purpose = 'APPLY'
          AND EXISTS (SELECT FROM soakgate.applied a WHERE a.run = r.id)
          AND NOT EXISTS (
            SELECT FROM soakgate.run u
            WHERE u.deployment = r.deployment AND u.subject = r.subject
              AND (u.round > r.round
                   OR u.round = r.round AND u.purpose = 'UNDO' AND u.finished IS NOT NULL))
        GROUP BY r.deployment)
      SELECT s.deployment FROM stands s
      WHERE s.deployment <> ? AND s.since > (
        SELECT coalesce(min(r.started), 'infinity') FROM soakgate.run r
        WHERE r.deployment = ? AND r.purpose = 'APPLY')
      ORDER BY s.since
      """;

  private Later() {}

  /** In the order they began; empty when there is no ledger. */
  public static List<String> than(Target target, String deployment) throws SQLException {
    try (Connection connection = target.connect("soakgate/later")) {
      if (!LedgerSchema.there(connection)) {
        return List.of();
      }
      try (PreparedStatement select = connection.prepareStatement(SQL)) {
        select.setString(1, deployment);
        select.setString(2, deployment);
        List<String> all = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            all.add(rows.getString(1));
          }
        }
        return all;
      }
    }
  }
}
