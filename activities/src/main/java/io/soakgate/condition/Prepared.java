package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Prepared transactions nobody finished: no session shows them, and their locks outlive restarts.
 */
final class Prepared implements Aspect {
  private static final String LEFT =
      "SELECT gid, owner, extract(epoch FROM clock_timestamp() - prepared) FROM pg_prepared_xacts"
          + " WHERE database = current_database()"
          + " AND prepared < clock_timestamp() - make_interval(secs => ?) ORDER BY prepared";

  @Override
  public String what() {
    return "prepared transactions";
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    List<String> rows =
        view.rows(
            LEFT,
            row ->
                "%s of %s, prepared %s ago"
                    .formatted(
                        row.getString(1),
                        row.getString(2),
                        Told.time(Duration.ofSeconds((long) row.getDouble(3)))),
            view.limits().transaction());
    return List.of(
        Told.count(
            what(),
            Level.HOLD,
            rows,
            Told.time(view.limits().transaction()),
            "none was left",
            rows.size() + " left; end each with COMMIT PREPARED or ROLLBACK PREPARED"));
  }
}
