package io.soakgate.audit;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.target.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** The audit in Soakgate's own database; rows are only ever added, which a trigger sees to. */
record AuditTable(Store store) {
  private static final String INSERT =
      """
      INSERT INTO soakgate_audit
        (deployment, run, number, at, environment, subject, kind, outcome, words)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (deployment, run, number) DO NOTHING
      """;

  /** Appends all entries or none; what is there already stays as it is. */
  void append(Entries entries) throws SQLException {
    try (Connection connection = store.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      int number = entries.first();
      for (Entry entry : entries.entries()) {
        insert.setString(1, entries.deployment());
        insert.setString(2, entries.run());
        insert.setInt(3, number++);
        bind(insert, entry);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private static void bind(PreparedStatement insert, Entry entry) throws SQLException {
    insert.setObject(4, entry.at().atOffset(ZoneOffset.UTC));
    insert.setString(5, storable(entry.environment()));
    insert.setString(6, storable(entry.subject()));
    insert.setString(7, storable(entry.kind()));
    insert.setString(8, storable(entry.outcome()));
    insert.setString(9, storable(entry.words()));
  }

  // PostgreSQL has no NUL in its texts; an entry that quotes one must be kept all the same.
  private static String storable(String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
