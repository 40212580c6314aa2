package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/** Autovacuum against wraparound on what is to be changed: that one gives way to nobody. */
final class Vacuums implements Aspect {
  private static final String RUNNING =
      "SELECT "
          + Told.SESSION
          + " FROM pg_stat_activity a JOIN pg_stat_progress_vacuum v ON v.pid = a.pid"
          + " WHERE v.datname = current_database() AND v.relid::bigint = ANY (?)"
          + " AND a.query LIKE '%(to prevent wraparound)%' ORDER BY a.xact_start";

  @Override
  public String what() {
    return "autovacuum";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    List<String> rows =
        view.rows(RUNNING, Told::session, (Object) view.touched().relations().toArray(Long[]::new));
    return List.of(
        Told.count(
            what(),
            Level.WAIT,
            rows,
            null,
            "none to prevent wraparound runs on what is to be changed",
            rows.size() + " to prevent wraparound runs on what is to be changed"));
  }
}
