package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Takes the fingerprint of a database. */
public final class FingerprintReader {
  private FingerprintReader() {}

  /**
   * Reads catalog and rows in one snapshot; changes nothing. Row level security that would hide
   * rows is an error, never a smaller table. On one session, which may take long; {@link
   * #read(Sessions, List)} takes two.
   *
   * @param session autocommit must be on; its settings are left as they are
   */
  public static Fingerprint read(Connection session) throws SQLException {
    return read(session, List.of());
  }

  /**
   * As {@link #read(Connection)}, without the rows of some tables.
   *
   * @param except each as schema.table, unquoted
   */
  public static Fingerprint read(Connection session, List<String> except) throws SQLException {
    try (Sight sight = Sight.now(session)) {
      return read(sight, alone(), null, except);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("reading the fingerprint was interrupted", "57014", e);
    }
  }

  /**
   * As {@link #read(Connection)}, hashing the rows on {@link RowsReader#SESSIONS} sessions of one
   * snapshot. Interrupting the thread cancels what runs on the server.
   *
   * @param except tables whose rows do not count, each as schema.table, unquoted
   */
  public static Fingerprint read(Sessions sessions, List<String> except)
      throws SQLException, InterruptedException {
    try (Connection session = sessions.open();
        Sight sight = Sight.now(session)) {
      RowsReader rows = new RowsReader(sessions, RowsReader.SESSIONS, words -> {});
      return read(sight, rows, sight.export(), except);
    }
  }

  private static Fingerprint read(
      Sight sight, RowsReader reader, String snapshot, List<String> except)
      throws SQLException, InterruptedException {
    List<String> catalog = CatalogLines.read(sight.statement());
    List<TableContent> rows = reader.read(sight, snapshot, except);
    return new Fingerprint(catalog, rows);
  }

  private static RowsReader alone() {
    return new RowsReader(
        () -> {
          throw new SQLException("one session was given");
        },
        1,
        words -> {});
  }

  /**
   * Reads the catalog of some schemas and no rows; what belongs to no schema is always in it.
   *
   * @param session autocommit must be on; its settings are left as they are
   */
  public static Fingerprint catalog(Connection session, List<String> schemas) throws SQLException {
    try (Sight sight = Sight.now(session)) {
      try (PreparedStatement only =
          session.prepareStatement(
              "SELECT set_config('" + UserSchemas.ONLY + "', (?::text[])::text, true)")) {
        only.setArray(1, session.createArrayOf("text", schemas.toArray()));
        only.execute();
      }
      return new Fingerprint(CatalogLines.read(sight.statement()), List.of());
    }
  }
}
