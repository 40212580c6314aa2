package io.soakgate.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintReader;
import io.soakgate.target.LedgerSchema;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fingerprints of copies, kept in a table of Soakgate's own schema there: a copy of a copy brings
 * along what the first one was like, when that one is long dropped.
 */
final class Kept {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Kept() {}

  /** Takes the fingerprint of a copy and keeps it there under the copy's number. */
  static void keep(Target copy, int number, String application) throws SQLException {
    LedgerSchema.migrate(copy);
    try (Connection session = copy.connect(application);
        Statement statement = session.createStatement()) {
      Fingerprint fingerprint = FingerprintReader.read(session);
      statement.execute(
          "CREATE TABLE IF NOT EXISTS soakgate.drill (copy int PRIMARY KEY, fingerprint text)");
      try (PreparedStatement insert =
          session.prepareStatement(
              "INSERT INTO soakgate.drill VALUES (?, ?)"
                  + " ON CONFLICT (copy) DO UPDATE SET fingerprint = excluded.fingerprint")) {
        insert.setInt(1, number);
        insert.setString(2, JSON.writeValueAsString(fingerprint));
        insert.executeUpdate();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a fingerprint is only texts and numbers", e);
    }
  }

  /** What a copy was like, as a copy of it tells. */
  static Fingerprint of(Target copy, int number, String application) throws SQLException {
    try (Connection session = copy.connect(application);
        PreparedStatement select =
            session.prepareStatement("SELECT fingerprint FROM soakgate.drill WHERE copy = ?")) {
      select.setInt(1, number);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException(copy.database() + " does not tell what copy " + number + " was");
        }
        return JSON.readValue(row.getString(1), Fingerprint.class);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a fingerprint was written as it is read", e);
    }
  }
}
