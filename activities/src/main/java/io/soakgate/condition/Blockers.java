package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/**
 * Who holds locks, for longer than a busy application does, on the tables that the next change
 * names (F-24). Shorter ones are what {@code lock_timeout} and its retries are for.
 */
final class Blockers implements Aspect {
  private static final String HOLDERS =
      "SELECT "
          + Told.SESSION
          + ", l.tables FROM (SELECT pid, string_agg(DISTINCT relation::regclass::text, ', ') AS"
          + " tables FROM pg_locks WHERE locktype = 'relation' AND granted AND database ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND relation::bigint = ANY (?) GROUP BY pid) l"
          + " JOIN pg_stat_activity a ON a.pid = l.pid WHERE "
          + Told.OTHERS;
  private static final String LONG =
      HOLDERS
          + " AND a.xact_start < clock_timestamp() - make_interval(secs => ?) ORDER BY a.xact_start";
  private static final String HIDDEN =
      HOLDERS + " AND a.query = '<insufficient privilege>' ORDER BY 1";

  @Override
  public String what() {
    return "blockers";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    Long[] relations = view.touched().relations().toArray(Long[]::new);
    String own = view.own();
    List<String> rows =
        view.rows(
            LONG,
            row -> Told.session(row) + " [holds locks on " + row.getString("tables") + "]",
            relations,
            own,
            own,
            view.limits().blocker());
    List<String> hidden = view.rows(HIDDEN, row -> "pid " + row.getInt("pid"), relations, own, own);
    if (rows.isEmpty() && !hidden.isEmpty()) {
      return List.of(
          new Condition(
              what(),
              Level.WARN,
              null,
              null,
              Told.sessions(hidden.size(), "holds", "hold")
                  + " locks there whose age and query cannot be seen: GRANT pg_read_all_stats TO "
                  + view.target().user(),
              Told.most(hidden)));
    }
    String limit = Told.time(view.limits().blocker());
    return List.of(
        Told.count(
            what(),
            Level.WAIT,
            rows,
            limit,
            "nobody holds locks on what is to be changed for longer than " + limit,
            Told.sessions(rows.size(), "holds", "hold")
                + " locks on what is to be changed for longer than "
                + limit));
  }
}
