package io.soakgate.target;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How far the standbys of a server are behind, seen from it.
 *
 * <p>PostgreSQL measures {@code replay_lag} when a standby answers, and shows the last figure until
 * then: a standby whose replay is stuck answers every {@code wal_receiver_status_interval} (10 s),
 * one that hangs is shown with the lag of its best time until {@code wal_sender_timeout} (60 s)
 * drops it ("The Statistics Collector", {@code pg_stat_replication}). So that figure alone is never
 * believed. What is flushed at the look is waited for: a standby that has replayed it is behind by
 * no more than that took. Of one that has not, and was silent meanwhile, the silence is added to
 * the last figure.
 *
 * <p>Limits. The time of an answer is the standby's clock: between clocks that differ, the lag of a
 * silent standby is off by as much, yet at least what was waited. One that was silent because there
 * was nothing to say, and hangs since, may be told up to one status interval more. What was sent
 * before a standby connected anew counts from then on; {@link Standby#size} is right at any time.
 * Who receives WAL and replays nothing ({@code pg_receivewal}, a base backup) is no standby, and
 * one that has not said yet what it has replayed is not yet one.
 */
public final class Standbys {
  private static final Duration MOST = Duration.ofSeconds(1);
  private static final String SEEN =
      """
      SELECT pid, coalesce(nullif(application_name, ''), 'pid ' || pid) AS name, state,
             mark::text AS mark, replay_lsn >= mark AS there, reply_time::text AS answer,
             extract(epoch FROM replay_lag) AS measured,
             extract(epoch FROM clock_timestamp() - reply_time) AS silence,
             greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0) AS size
      FROM pg_stat_replication,
           (SELECT coalesce(?::pg_lsn, pg_current_wal_flush_lsn()) AS mark) AS look
      WHERE state IS NULL OR replay_lsn IS NOT NULL
      ORDER BY name, pid
      """;

  private final Connection primary;
  private final long began = System.nanoTime();
  private final Map<Integer, String> answers = new HashMap<>();
  private final Map<Integer, Standby> there = new HashMap<>();
  private String mark;
  private Duration waited = Duration.ZERO;
  private boolean behind;

  private Standbys(Connection primary) {
    this.primary = primary;
  }

  /**
   * Those of a server, by name. It takes up to a second where one is behind.
   *
   * @param patience how long the whole may take; half of it is waited at most
   * @throws SQLException when it cannot be asked, or is itself a standby
   */
  public static List<Standby> of(Connection primary, Duration patience) throws SQLException {
    Duration wait = least(patience.dividedBy(2), MOST);
    Standbys look = new Standbys(primary);
    List<Standby> seen = look.seen();
    while (look.behind && look.waited.compareTo(wait) < 0) {
      look.pause();
      seen = look.seen();
    }
    return seen;
  }

  private List<Standby> seen() throws SQLException {
    behind = false;
    try (PreparedStatement query = primary.prepareStatement(SEEN)) {
      query.setString(1, mark);
      List<Standby> all = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          mark = row.getString("mark");
          all.add(standby(row));
        }
      }
      return all;
    }
  }

  private Standby standby(ResultSet row) throws SQLException {
    int pid = row.getInt("pid");
    String state = row.getString("state");
    if (state == null) {
      return new Standby(row.getString("name"), null, null, 0);
    }
    if (row.getBoolean("there")) {
      there.putIfAbsent(pid, standby(row, atMost(row)));
    } else {
      behind = true;
    }
    return there.containsKey(pid) ? there.get(pid) : standby(row, atLeast(row));
  }

  private static Standby standby(ResultSet row, Duration lag) throws SQLException {
    return new Standby(row.getString("name"), row.getString("state"), lag, row.getLong("size"));
  }

  /** Of one that has replayed what was flushed when the look began. */
  private Duration atMost(ResultSet row) throws SQLException {
    Duration measured = time(row, "measured");
    return measured == null ? waited : least(measured, waited);
  }

  /** Of one that has not. */
  private Duration atLeast(ResultSet row) throws SQLException {
    String answer = row.getString("answer");
    boolean silent = Objects.equals(answers.putIfAbsent(row.getInt("pid"), answer), answer);
    Duration measured = time(row, "measured");
    Duration known = measured == null ? Duration.ZERO : measured;
    Duration silence = time(row, "silence");
    return most(waited, silent && silence != null ? known.plus(silence) : known);
  }

  private void pause() throws SQLException {
    try (Statement statement = primary.createStatement()) {
      statement.execute("SELECT pg_sleep(0.05)");
    }
    waited = Duration.ofNanos(System.nanoTime() - began);
  }

  /** Null where nothing was measured. */
  private static Duration time(ResultSet row, String column) throws SQLException {
    BigDecimal seconds = row.getBigDecimal(column);
    return seconds == null ? null : Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration most(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
