package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.target.Limits;
import io.soakgate.target.Standby;
import io.soakgate.target.Standbys;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** How far standbys are behind: a large change puts them further behind. */
final class Replicas implements Aspect {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public String what() {
    return "replicas";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    List<Standby> all = Standbys.of(view.connection(), PATIENCE);
    Limits limits = view.limits();
    List<String> behind = all.stream().filter(s -> behind(s, limits)).map(Replicas::words).toList();
    List<String> hidden = all.stream().filter(Standby::hidden).map(Standby::name).toList();
    String limit = Told.time(limits.lag());
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
            "%d of %d behind by more than %s or %s"
                .formatted(behind.size(), all.size(), limit, Told.bytes(limits.retained()))));
  }

  private static boolean behind(Standby standby, Limits limits) {
    return !standby.hidden()
        && (standby.lag().compareTo(limits.lag()) > 0 || standby.size() > limits.retained());
  }

  private static String words(Standby standby) {
    return "%s (%s) %s, %s"
        .formatted(
            standby.name(), standby.state(), Told.time(standby.lag()), Told.bytes(standby.size()));
  }
}
