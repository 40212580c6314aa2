package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.fingerprint.Fingerprint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the catalog of the touched schemas is what it was: as the last look or the last own step
 * left it (F-63), and as in the environment before, where owners and grants may differ.
 */
final class Drift implements Aspect {
  private static final int MOST = 200;

  private final Differences differences;

  Drift(Differences differences) {
    this.differences = differences;
  }

  @Override
  public String what() {
    return "drift";
  }

  @Override
  public Level unseen() {
    return Level.HOLD;
  }

  @Override
  public List<Condition> look(View view) throws SQLException {
    if (view.catalog() == null) {
      throw new SQLException("the catalog cannot be read");
    }
    List<Condition> all = new ArrayList<>();
    ConditionsRequest request = view.request();
    if (request.catalog() != null) {
      all.add(since(view.catalog(), request.catalog()));
    }
    if (request.elsewhere() != null) {
      all.add(from(view.catalog(), request.elsewhere()));
    }
    return all;
  }

  private Condition since(Fingerprint now, String then) throws SQLException {
    List<String> lines = differences.since(now, then);
    return Told.count(
        what(),
        Level.HOLD,
        lines.stream().map(Drift::line).toList(),
        "0",
        "nobody changed the catalog since the last look or own step",
        "somebody changed the catalog since the last look or own step");
  }

  private Condition from(Fingerprint now, Elsewhere there) throws SQLException {
    List<String> lines = differences.from(now, there);
    boolean after = Differences.after(there);
    return Told.count(
        what() + " from " + there.environment(),
        Level.WARN,
        lines.stream().map(Drift::line).toList(),
        "0",
        after
            ? "the changes left the same catalog as in " + there.environment()
            : "the catalog is the same as in " + there.environment() + " before its changes",
        after
            ? "the changes left another catalog than in " + there.environment()
            : "the catalog is another than in " + there.environment() + " before its changes");
  }

  private static String line(String line) {
    String one = line.replaceAll("\\s+", " ");
    return one.length() <= MOST ? one : one.substring(0, MOST - 1) + "…";
  }
}
