package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.backup.Writes.Written;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a restore of an environment's backup would lose: the rows that were written since it was
 * begun.
 */
record Losses(Contents contents, Target target, String application) {
  // For how long a server may be silent over its own catalogs, before the network counts as dead.
  private static final Duration SILENT = Duration.ofSeconds(15);

  /**
   * What was counted.
   *
   * @param how in what way, in words; null when nothing could be counted
   * @param tables a sentence part per table that would lose something
   * @param rows inserted, updated and deleted together by PostgreSQL's counters; or by how much the
   *     number of rows differs and, where it does not, 1 for other content
   */
  record Lost(String how, List<String> tables, long rows) {
    static final Lost UNKNOWN = new Lost(null, List.of(), 0);

    /** One sentence. */
    String words() {
      if (how == null) {
        return "how many rows it would lose is not known: what the backup held was not kept";
      }
      return tables.isEmpty()
          ? "it would lose no rows (" + how + ")"
          : "it would lose what was written since the backup (%s): %s"
              .formatted(how, String.join("; ", tables));
    }
  }

  /** By the counters; where these began anew meanwhile, by counting every table. */
  Lost cheaply(String deployment, String environment, List<String> schemas, Duration patience)
      throws SQLException, InterruptedException {
    Lost cheap = counters(deployment, environment, schemas);
    return cheap == null ? exactly(deployment, environment, schemas, patience) : cheap;
  }

  /**
   * Counts and hashes every table and compares it with the backup; by the counters when that takes
   * longer than somebody waits who has to decide.
   */
  Lost exactly(String deployment, String environment, List<String> schemas, Duration patience)
      throws SQLException, InterruptedException {
    RowCounts held = contents.held(deployment, environment);
    if (held == null) {
      Lost cheap = counters(deployment, environment, schemas);
      return cheap == null ? Lost.UNKNOWN : cheap;
    }
    try {
      return compared(
          held, Reading.all(() -> session(patience), schemas, new Patience(patience)), schemas);
    } catch (CancellationException late) {
      Lost cheap = counters(deployment, environment, schemas);
      return cheap == null
          ? new Lost(
              "not counted", List.of("counting took longer than " + Taken.seconds(patience)), 0)
          : cheap;
    }
  }

  /** By the counters, else by the planner's estimates; reads no table. */
  Lost estimated(String deployment, String environment) throws SQLException {
    Lost cheap = counters(deployment, environment, List.of());
    RowCounts held = cheap == null ? contents.held(deployment, environment) : null;
    if (cheap != null || held == null) {
      return cheap == null ? Lost.UNKNOWN : cheap;
    }
    try (Connection session = session(SILENT)) {
      Estimates now = Estimates.now(session);
      return new Lost(
          "by the planner's estimates, which are only about right: PostgreSQL's counters began anew",
          now.words(held),
          now.differs(held));
    }
  }

  private Lost counters(String deployment, String environment, List<String> schemas)
      throws SQLException {
    Writes before = contents.writes(deployment, environment);
    if (before == null) {
      return null;
    }
    try (Connection session = session(SILENT)) {
      Map<String, Written> since = Writes.now(session).since(before);
      if (since == null) {
        return null;
      }
      since.keySet().removeIf(table -> !within(table, schemas));
      return new Lost(
          "by PostgreSQL's counters, which also count what was rolled back",
          since.entrySet().stream().map(e -> words(e.getKey(), e.getValue())).toList(),
          since.values().stream().mapToLong(w -> w.inserted() + w.updated() + w.deleted()).sum());
    }
  }

  /** One that a network that went dark does not hold for hours: a watch asks this, too. */
  private Connection session(Duration silent) throws SQLException {
    Connection session = target.connect(application);
    session.setNetworkTimeout(Runnable::run, Math.toIntExact(silent.toMillis()));
    return session;
  }

  private static String words(String table, Written written) {
    return "%s: %,d inserted, %,d updated, %,d deleted"
        .formatted(table, written.inserted(), written.updated(), written.deleted());
  }

  private static boolean within(String table, List<String> schemas) {
    return schemas.isEmpty()
        || schemas.stream()
            .anyMatch(s -> table.startsWith(s + ".") || table.startsWith("\"" + s + "\"."));
  }

  private static Lost compared(RowCounts held, RowCounts now, List<String> schemas) {
    Map<String, TableRows> there = byName(held);
    List<String> tables = new ArrayList<>();
    long rows = 0;
    for (TableRows table : now.tables()) {
      TableRows was = there.get(table.table());
      if (within(table.table(), schemas) && !table.equals(was)) {
        long before = was == null ? 0 : was.rows();
        boolean other = was != null && before == table.rows();
        tables.add(
            other
                ? "%s: %,d rows in the backup and now, with other content"
                    .formatted(table.table(), before)
                : "%s: %,d rows in the backup, %,d now"
                    .formatted(table.table(), before, table.rows()));
        rows += other ? 1 : Math.abs(table.rows() - before);
      }
    }
    return new Lost("counted and hashed just now", List.copyOf(tables), rows);
  }

  private static Map<String, TableRows> byName(RowCounts counts) {
    return counts.tables().stream()
        .collect(
            Collectors.toMap(TableRows::table, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  /** Ends the work when it takes too long. */
  private static final class Patience implements Pulse {
    private final long end;

    Patience(Duration patience) {
      this.end = System.nanoTime() + patience.toNanos();
    }

    @Override
    public void progress(String words) {
      if (System.nanoTime() > end) {
        throw new CancellationException("it takes too long: " + words);
      }
    }

    @Override
    public Stop onCancel(Runnable stop) {
      return () -> {};
    }
  }
}
