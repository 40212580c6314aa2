package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.util.List;

/** How many of the server's connections are in use: the next one refused may be Soakgate's. */
final class ConnectionCount implements Aspect {
  private static final String COUNT =
      "SELECT count(*), current_setting('max_connections')::int"
          + " - current_setting('superuser_reserved_connections')::int"
          + " FROM pg_stat_activity WHERE datname IS NOT NULL"
          + " AND coalesce(backend_type, 'client backend') = 'client backend'";

  @Override
  public String what() {
    return "connections";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    int most = view.limits().connections();
    Condition seen =
        view.row(
            COUNT,
            row -> {
              int used = row.getInt(1);
              int all = row.getInt(2);
              long percent = Math.round(100.0 * used / all);
              return new Condition(
                  what(),
                  percent > most ? Level.WAIT : Level.FINE,
                  percent + " %",
                  most + " %",
                  used + " of " + all + " are in use",
                  List.of());
            });
    return List.of(seen);
  }
}
