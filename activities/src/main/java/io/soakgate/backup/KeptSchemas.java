package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Schemas that make way for restored ones of their names, all in the session's transaction.
 *
 * @param stamp tells these from those of another restore
 */
record KeptSchemas(Connection session, List<String> schemas, String stamp) {

  /** The names they are kept under, in their order. */
  List<String> names() {
    return schemas.stream()
        .map(schema -> ServerDatabases.named(SchemaRestore.KEPT + stamp + "_" + schema, ""))
        .toList();
  }

  /** Takes their names away. */
  void rename() throws SQLException {
    for (int i = 0; i < schemas.size(); i++) {
      execute(rename(schemas.get(i), names().get(i)));
    }
  }

  /** Lets go of what lies elsewhere, which they held fast by foreign keys. */
  void release(Duration patience) throws SQLException {
    List<String> drops = new Outsiders(session, names()).keysLeadingOut();
    if (drops.isEmpty()) {
      return;
    }
    execute("SET LOCAL lock_timeout = " + Math.max(1, patience.toMillis()));
    for (String drop : drops) {
      execute(drop);
    }
  }

  /**
   * Holds what was restored against what was counted and hashed when the dump was made, and
   * analyzes it.
   *
   * @param held the schemas that were restored
   */
  void prove(List<String> held, RowCounts counts, BackupResult backup, Pulse pulse)
      throws SQLException, InterruptedException {
    if (held.isEmpty()) {
      return;
    }
    RowCounts restored = Reading.within(session, held, pulse);
    List<String> wrong = counts.in(prefixes(held)).differences(restored);
    if (!wrong.isEmpty()) {
      throw Refusal.of(
          "the restored schemas do not hold what backup %s held: %s; nothing was changed, restore from another backup"
              .formatted(backup.id(), String.join("; ", wrong)));
    }
    for (RowCounts.TableRows table : restored.tables()) {
      execute("ANALYZE " + table.table());
    }
  }

  /** What is kept where. */
  String words() {
    if (schemas.isEmpty()) {
      return "there was none before";
    }
    return "the former "
        + (schemas.size() == 1 ? "schema is" : "schemas are")
        + " kept as "
        + String.join(", ", names());
  }

  /** How a person takes it back. */
  String back() {
    return "to go back: BEGIN; "
        + IntStream.range(0, schemas.size())
            .mapToObj(
                i ->
                    rename(schemas.get(i), ServerDatabases.named(schemas.get(i), "_restored"))
                        + "; "
                        + rename(names().get(i), schemas.get(i)))
            .collect(Collectors.joining("; "))
        + "; COMMIT";
  }

  private static String rename(String from, String to) {
    return "ALTER SCHEMA " + Quoted.identifier(from) + " RENAME TO " + Quoted.identifier(to);
  }

  private List<String> prefixes(List<String> held) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String schema : held) {
      try (PreparedStatement query =
          session.prepareStatement("SELECT pg_catalog.quote_ident(?) || '.'")) {
        query.setString(1, schema);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          all.add(row.getString(1));
        }
      }
    }
    return all;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
