package io.soakgate.condition;

import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.deployment.ConditionActivity.Level;
import io.soakgate.target.Masked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How figures and sessions read. */
final class Told {
  private static final int ROWS = 10;

  private Told() {}

  /** A condition about so many of something; fine when there are none. */
  static Condition count(
      String what, Level otherwise, List<String> rows, String limit, String none, String some) {
    Level level = rows.isEmpty() ? Level.FINE : otherwise;
    String words = rows.isEmpty() ? none : some;
    return new Condition(what, level, Integer.toString(rows.size()), limit, words, most(rows));
  }

  /** The first ten, and how many more there are. */
  static List<String> most(List<String> rows) {
    if (rows.size() <= ROWS) {
      return List.copyOf(rows);
    }
    List<String> most = new ArrayList<>(rows.subList(0, ROWS - 1));
    most.add("and " + (rows.size() - ROWS + 1) + " more");
    return most;
  }

  /** {@code 1 session holds}, {@code 3 sessions hold}. */
  static String sessions(int n, String one, String many) {
    return n == 1 ? "1 session " + one : n + " sessions " + many;
  }

  /** {@code 2 h 5 min}, {@code 12 min}, {@code 8 s}. */
  static String time(Duration d) {
    if (d.toMinutes() < 1) {
      return d.toSeconds() + " s";
    }
    if (d.toHours() < 1) {
      return d.toMinutes() + " min";
    }
    return d.toHours() + " h" + (d.toMinutesPart() == 0 ? "" : " " + d.toMinutesPart() + " min");
  }

  /** {@code 1.2 GB}; 1 kB is 1000 bytes. */
  static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double figure = bytes;
    int unit = 0;
    while (Math.abs(figure) >= 1000 && unit < units.length - 1) {
      figure /= 1000;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, figure < 10 ? "%.1f %s" : "%.0f %s", figure, units[unit]);
  }

  /** The columns {@link #session} reads, of {@code a}, a row of {@code pg_stat_activity}. */
  static final String SESSION =
      "a.pid, a.usename, a.application_name, coalesce(a.state, a.backend_type) AS state,"
          + " extract(epoch FROM clock_timestamp() - a.xact_start) AS open,"
          + " left(a.query, 1000) AS query";

  /** Sessions whose state this login may see, other than the looking one and the deployment's. */
  static final String OTHERS =
      "a.pid <> pg_backend_pid() AND left(a.application_name, length(?)) <> ?";

  /** {@code pid 4711 of alice (psql), idle in transaction, open 12 min: UPDATE o SET n = ?}. */
  static String session(ResultSet row) throws SQLException {
    String application = row.getString("application_name");
    String named = application == null || application.isBlank() ? "" : " (" + application + ")";
    double open = row.getDouble("open");
    String age = row.wasNull() ? "" : ", open " + time(Duration.ofSeconds((long) open));
    String user = row.getString("usename") == null ? "the system" : row.getString("usename");
    return "pid %d of %s%s, %s%s: %s"
        .formatted(
            row.getInt("pid"),
            user,
            named,
            row.getString("state"),
            age,
            Masked.sql(row.getString("query")));
  }
}
