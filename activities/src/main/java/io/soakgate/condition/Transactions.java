package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/**
 * Transactions of this database that are open for long, and those that do nothing meanwhile: {@code
 * CREATE INDEX CONCURRENTLY} waits for every one of them.
 */
final class Transactions implements Aspect {
  private static final String OPEN =
      "SELECT "
          + Told.SESSION
          + " FROM pg_stat_activity a WHERE a.datname = current_database() AND "
          + Told.OTHERS
          + " AND a.backend_type = 'client backend'"
          + " AND %s < clock_timestamp() - make_interval(secs => ?) ORDER BY a.xact_start";
  private static final String LONG = OPEN.formatted("a.xact_start");
  private static final String IDLE =
      OPEN.formatted("a.state LIKE 'idle in transaction%%' AND a.state_change");
  private static final String HIDDEN =
      "SELECT count(*) FROM pg_stat_activity a WHERE a.datname = current_database()"
          + " AND a.query = '<insufficient privilege>'";

  @Override
  public String what() {
    return "transactions";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    String own = view.own();
    List<String> open = view.rows(LONG, Told::session, own, own, view.limits().transaction());
    List<String> idle = view.rows(IDLE, Told::session, own, own, view.limits().idle());
    int hidden = view.row(HIDDEN, row -> row.getInt(1));
    return List.of(
        open.isEmpty() && hidden > 0 ? hidden(view, hidden) : open(view, open), idle(view, idle));
  }

  private Condition open(View view, List<String> rows) {
    String limit = Told.time(view.limits().transaction());
    return Told.count(
        what(),
        Level.WARN,
        rows,
        limit,
        "none is open for longer than " + limit,
        rows.size()
            + " open for longer than "
            + limit
            + "; indexes built concurrently wait for it");
  }

  private Condition hidden(View view, int n) {
    return new Condition(
        what(),
        Level.WARN,
        null,
        null,
        Told.sessions(n, "of another user cannot", "of other users cannot")
            + " be looked at: GRANT pg_read_all_stats TO "
            + view.target().user(),
        List.of());
  }

  private static Condition idle(View view, List<String> rows) {
    String limit = Told.time(view.limits().idle());
    return Told.count(
        "idle in transaction",
        Level.WARN,
        rows,
        limit,
        "none does nothing for longer than " + limit,
        rows.size() + " do nothing for longer than " + limit + ", and keep their locks");
  }
}
