package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Replication slots nobody reads, or that keep much WAL back: a change adds to it until the disk is
 * full.
 */
final class Slots implements Aspect {
  private static final String ALL =
      "SELECT slot_name, slot_type, active, wal_status,"
          + " coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0) AS bytes"
          + " FROM pg_replication_slots ORDER BY bytes DESC";

  private record Slot(boolean inactive, boolean full, String words) {}

  @Override
  public String what() {
    return "replication slots";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    List<Slot> all = view.rows(ALL, row -> slot(row, view.limits().retained()));
    List<String> full = all.stream().filter(Slot::full).map(Slot::words).toList();
    List<String> inactive = all.stream().filter(Slot::inactive).map(Slot::words).toList();
    String limit = Told.bytes(view.limits().retained());
    if (!full.isEmpty()) {
      return List.of(
          Told.count(
              what(), Level.HOLD, full, limit, "", full.size() + " keep more WAL than " + limit));
    }
    return List.of(
        Told.count(
            what(),
            Level.WARN,
            inactive,
            limit,
            all.isEmpty()
                ? "there are none"
                : all.size() + " in use, none keeps more than " + limit,
            inactive.size() + " that nobody reads; each keeps WAL until somebody does"));
  }

  private static Slot slot(ResultSet row, long limit) throws SQLException {
    long bytes = row.getLong("bytes");
    boolean active = row.getBoolean("active");
    String words =
        "%s (%s, %s) keeps %s"
            .formatted(
                row.getString("slot_name"),
                row.getString("slot_type"),
                active ? "in use" : "not in use",
                Told.bytes(bytes));
    return new Slot(!active, bytes > limit, words);
  }
}
