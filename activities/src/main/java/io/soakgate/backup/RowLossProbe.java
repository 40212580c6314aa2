package io.soakgate.backup;

import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.backup.Writes.Written;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Sampling;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code row-loss: {except: [app.queue]}}: whether any table holds fewer rows than the snapshot
 * that the environment's backup was taken of (M-106): {@code most-lost}, the largest share that one
 * table lost, {@code rows}, how many all lost together, {@code tables}, how many were compared, and
 * {@code counted}, in how many of them.
 *
 * <p>Cheap, so that a watch may ask for all tables: a table's rows are counted only where
 * PostgreSQL's counters say that half a percent of them may be gone, because so many were deleted
 * since or so few are alive. A queue always says so, and a server that crashed says it of every
 * table; therefore a watch looks once, when the bucket is over, and all tables together have 60 s.
 * A table that is gone lost all of its rows.
 */
public final class RowLossProbe implements Probe {
  private static final int SHOWN = 20;
  private static final Duration MOST = Duration.ofSeconds(60);
  // How much longer than the server the driver waits, before it takes the network for dead.
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String CUT_OFF = "57014";
  // In thousandths: under what a loss is asked about, so that nothing near to it is passed over.
  private static final long SUSPICIOUS = 5;
  private static final String LIVE =
      "SELECT pg_catalog.format('%I.%I', schemaname, relname), n_live_tup"
          + " FROM pg_catalog.pg_stat_user_tables";

  private final Targets targets;
  private final Contents contents;
  private final Clock clock;
  private final Duration most;

  public RowLossProbe(Targets targets, Contents contents, Clock clock) {
    this(targets, contents, clock, MOST);
  }

  /**
   * @param most how long all tables may take
   */
  RowLossProbe(Targets targets, Contents contents, Clock clock, Duration most) {
    this.targets = targets;
    this.contents = contents;
    this.clock = clock;
    this.most = most;
  }

  @Override
  public String kind() {
    return "row-loss";
  }

  @Override
  public List<String> check(Node with) {
    except(with);
    return List.of();
  }

  private static List<String> except(Node with) {
    List<String> except = with.optional("except").map(Node::texts).orElse(List.of());
    with.done();
    return except;
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("most-lost", Unit.PERCENT),
            Gauge.figure("rows", Unit.NONE),
            Gauge.figure("tables", Unit.NONE),
            Gauge.figure("counted", Unit.NONE)));
  }

  @Override
  public Sampling sampling(Node with) {
    return Sampling.AFTERWARDS;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException {
    List<String> except = except(with);
    String deployment = request.scope().deployment();
    String environment = request.scope().environment();
    RowCounts held = contents.held(deployment, environment);
    if (held == null) {
      return Measurement.blind(
          clock.instant(), "no backup of this environment was taken whose rows were counted");
    }
    Target target = targets.get(request.scope().target());
    try (Connection session = target.connect("soakgate/row-loss")) {
      session.setNetworkTimeout(Runnable::run, Math.toIntExact(most.plus(GRACE).toMillis()));
      session.setReadOnly(true);
      Comparison comparison =
          new Comparison(session, contents.writes(deployment, environment), live(session), most);
      for (TableRows table : held.tables()) {
        if (table.rows() > 0 && !except.contains(table.table())) {
          comparison.look(table);
        }
      }
      return comparison.measured(clock);
    }
  }

  private static Map<String, Long> live(Connection session) throws SQLException {
    Map<String, Long> live = new HashMap<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(LIVE)) {
      while (rows.next()) {
        live.put(rows.getString(1), rows.getLong(2));
      }
    }
    return live;
  }

  /** The tables of one look, one after the other. */
  private static final class Comparison {
    private final Connection session;
    private final Duration most;
    private final long end;
    private final Map<String, Long> live;
    private final Map<String, Written> written;
    private final List<String> words = new ArrayList<>();
    private BigDecimal mostLost = BigDecimal.ZERO.setScale(3);
    private long rows;
    private long tables;
    private long counted;

    Comparison(Connection session, Writes before, Map<String, Long> live, Duration most)
        throws SQLException {
      this.session = session;
      this.most = most;
      this.end = System.nanoTime() + most.toNanos();
      this.live = live;
      // Null where they began anew since the backup, as after a crash.
      this.written = before == null ? null : Writes.now(session).since(before);
    }

    void look(TableRows table) throws SQLException {
      tables++;
      boolean gone = !live.containsKey(table.table());
      if (!gone && !suspicious(table)) {
        return;
      }
      long now = gone ? 0 : count(table.table());
      long lost = table.rows() - now;
      if (lost > 0) {
        rows += lost;
        BigDecimal share =
            BigDecimal.valueOf(lost * 100)
                .divide(BigDecimal.valueOf(table.rows()), 3, RoundingMode.HALF_UP);
        mostLost = mostLost.max(share);
        words.add(
            "%s: %,d rows in the snapshot, %s"
                .formatted(table.table(), table.rows(), gone ? "and is gone" : now + " now"));
      }
    }

    private boolean suspicious(TableRows table) {
      if (written == null || few(live.get(table.table()), table.rows())) {
        return true;
      }
      Written since = written.getOrDefault(table.table(), Written.NOTHING);
      return since.deleted() * 1000 >= table.rows() * SUSPICIOUS;
    }

    private static boolean few(long alive, long rows) {
      return alive * 1000 < rows * (1000 - SUSPICIOUS);
    }

    private long count(String table) throws SQLException {
      counted++;
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw late(table);
      }
      try (Statement statement = session.createStatement()) {
        statement.setQueryTimeout(Math.toIntExact(left.toSeconds() + 1));
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
          row.next();
          return row.getLong(1);
        }
      } catch (SQLException e) {
        throw CUT_OFF.equals(e.getSQLState()) ? late(table) : e;
      }
    }

    private SQLException late(String table) {
      return new SQLTimeoutException(
          "counting the rows of %s was cut off: all tables together have %s; name those that lose rows as they should under `except`"
              .formatted(table, Taken.seconds(most)));
    }

    Measurement measured(Clock clock) {
      String note =
          words.isEmpty()
              ? null
              : String.join("\n", words.stream().limit(SHOWN).toList())
                  + (words.size() > SHOWN ? "\nand " + (words.size() - SHOWN) + " more" : "");
      return new Measurement(
          List.of(
              Value.number("most-lost", mostLost, Unit.PERCENT),
              Value.number("rows", rows),
              Value.number("tables", tables),
              Value.number("counted", counted)),
          null,
          note,
          clock.instant());
    }
  }
}
