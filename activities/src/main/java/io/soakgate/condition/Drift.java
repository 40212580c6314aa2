package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.ConditionsRequest;
import io.soakgate.deployment.ConditionActivity.Elsewhere;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.fingerprint.Fingerprint;
import io.soakgate.fingerprint.FingerprintDiff;
import io.soakgate.target.Catalogs;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the catalog of the touched schemas is what it was: as the last look or the last own step
 * left it (F-63), and as in the environment before, where owners and grants may differ.
 */
final class Drift implements Aspect {
  private static final int MOST = 200;

  private final Catalogs catalogs;

  Drift(Catalogs catalogs) {
    this.catalogs = catalogs;
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
    List<String> lines =
        now.catalogDigest().equals(then) ? List.of() : lines(before(then), now.catalog());
    return Told.count(
        what(),
        Level.HOLD,
        lines.stream().map(Drift::line).toList(),
        "0",
        "nobody changed the catalog since the last look or own step",
        "somebody changed the catalog since the last look or own step");
  }

  private Condition from(Fingerprint now, Elsewhere there) throws SQLException {
    List<String> lines =
        new ArrayList<>(lines(common(before(there.catalog())), common(now.catalog())));
    boolean after = there.before() != null && there.ownBefore() != null;
    if (after) {
      lines.removeAll(lines(common(before(there.before())), common(before(there.ownBefore()))));
    }
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

  private List<String> before(String digest) throws SQLException {
    List<String> lines = catalogs.lines(digest);
    if (lines == null) {
      throw new SQLException(
          "the catalog " + digest.substring(0, 12) + " is not in Soakgate's own database");
    }
    return lines;
  }

  private static List<String> lines(List<String> was, List<String> is) {
    return FingerprintDiff.between(new Fingerprint(was, List.of()), new Fingerprint(is, List.of()))
        .lines();
  }

  /** Without what two environments may have of their own: owners and grants. */
  private static List<String> common(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("grant "))
        .map(line -> line.replaceFirst(" owner (\"(?:[^\"]|\"\")+\"|\\S+)", ""))
        .toList();
  }

  private static String line(String line) {
    String one = line.replaceAll("\\s+", " ");
    return one.length() <= MOST ? one : one.substring(0, MOST - 1) + "…";
  }
}
