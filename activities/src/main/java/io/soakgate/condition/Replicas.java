package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How far standbys are behind: a large change puts them further behind. */
final class Replicas implements Aspect {
  private static final String STANDBYS =
      "SELECT coalesce(nullif(application_name, ''), 'pid ' || pid) AS name, state,"
          + " extract(epoch FROM replay_lag) AS lag,"
          + " pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) AS bytes FROM pg_stat_replication"
          + " ORDER BY 1";

  private record Standby(String name, boolean behind, boolean hidden, String words) {}

  @Override
  public String what() {
    return "replicas";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    List<Standby> all = view.rows(STANDBYS, row -> standby(row, view));
    List<String> behind = all.stream().filter(Standby::behind).map(Standby::words).toList();
    List<String> hidden = all.stream().filter(Standby::hidden).map(Standby::name).toList();
    String limit = Told.time(view.limits().lag());
    if (behind.isEmpty() && !hidden.isEmpty()) {
      return List.of(
          new Condition(
              what(),
              Level.WARN,
              null,
              limit,
              "how far they are behind cannot be seen: GRANT pg_read_all_stats TO "
                  + view.target().user(),
              Told.most(hidden)));
    }
    return List.of(
        Told.count(
            what(),
            Level.WAIT,
            behind,
            limit,
            all.isEmpty() ? "none is connected" : all.size() + " follow within " + limit,
            behind.size() + " of " + all.size() + " behind by more than " + limit));
  }

  private static Standby standby(ResultSet row, View view) throws SQLException {
    String name = row.getString("name");
    long bytes = row.getLong("bytes");
    boolean hidden = row.wasNull();
    // Null also where nothing is left to replay.
    double seconds = row.getDouble("lag");
    Duration lag = Duration.ofMillis((long) (seconds * 1000));
    boolean behind = lag.compareTo(view.limits().lag()) > 0 || bytes > view.limits().retained();
    String words =
        "%s (%s) %s, %s".formatted(name, row.getString("state"), Told.time(lag), Told.bytes(bytes));
    return new Standby(name, behind, hidden, words);
  }
}
