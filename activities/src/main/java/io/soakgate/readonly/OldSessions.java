package io.soakgate.readonly;

import io.soakgate.action.Pulse;
import io.soakgate.target.Masked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions of others in a database that began before a moment: they keep what was set when they
 * began, so that an old one writes in spite of read-only mode, and one of that time cannot write
 * after it.
 *
 * @param home whence they are looked at; sees all databases of the server
 * @param after those that began no later do not count; null: all count
 */
record OldSessions(Connection home, String database, Instant after, Instant before) {
  private static final Duration ENDING = Duration.ofSeconds(10);

  // A login without pg_read_all_stats sees neither age nor state of other roles' sessions.
  private static final String LIST =
      """
      SELECT a.pid, a.usename, coalesce(a.application_name, ''), coalesce(a.state, 'hidden'),
             coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0),
             left(a.query, 1000)
      FROM pg_stat_activity a
      WHERE a.datname = ? AND a.pid <> pg_backend_pid() AND a.usesysid IS NOT NULL
        AND coalesce(a.backend_type, 'client backend') = 'client backend'
        AND NOT (a.usename = session_user AND a.application_name LIKE 'soakgate/%')
        AND (a.backend_start IS NULL OR a.backend_start <= ?
             AND a.backend_start > coalesce(?::timestamptz, '-infinity'))
      ORDER BY a.pid
      """;

  private record Old(int pid, String state, String words) {
    boolean idle() {
      return state.equals("idle");
    }
  }

  /**
   * Sees to them: an idle one is ended, so that whoever pools it opens a new one; one in a
   * transaction is waited for, or ended as well.
   *
   * @param end whether those in a transaction are ended
   * @param patience how long the others are waited for
   * @return what was done, in words, and who is left
   */
  Seen see(boolean end, Duration patience, Pulse pulse) throws SQLException {
    long deadline = System.nanoTime() + (end ? ENDING : patience).toNanos();
    List<Integer> ended = new ArrayList<>();
    while (true) {
      List<Old> old = list();
      if (old.isEmpty() || System.nanoTime() > deadline) {
        return new Seen(ended.size(), old.stream().map(Old::words).toList());
      }
      pulse.progress(old.size() + " old sessions in " + database);
      for (Old one : old) {
        if ((end || one.idle()) && !ended.contains(one.pid()) && ended(one, end)) {
          ended.add(one.pid());
        }
      }
      pause();
    }
  }

  /**
   * What became of them.
   *
   * @param ended how many were ended
   * @param left who is still there, in words
   */
  record Seen(int ended, List<String> left) {

    /** {@code 3 sessions ended}. */
    String words() {
      return ended + (ended == 1 ? " open session ended" : " open sessions ended");
    }
  }

  private List<Old> list() throws SQLException {
    try (PreparedStatement select = home.prepareStatement(LIST)) {
      select.setString(1, database);
      select.setTimestamp(2, Timestamp.from(before));
      select.setTimestamp(3, after == null ? null : Timestamp.from(after));
      List<Old> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(old(row));
        }
      }
      return all;
    }
  }

  private static Old old(ResultSet row) throws SQLException {
    String application = row.getString(3).isBlank() ? "" : " (" + row.getString(3) + ")";
    String words =
        "pid %d of %s%s, %s for %d s: %s"
            .formatted(
                row.getInt(1),
                row.getString(2),
                application,
                row.getString(4),
                Math.round(row.getDouble(5)),
                Masked.sql(row.getString(6)));
    return new Old(row.getInt(1), row.getString(4), words);
  }

  private boolean ended(Old one, boolean end) throws SQLException {
    // Between the look and the end it may have begun a transaction.
    String still = end ? "" : " AND state = 'idle'";
    try (PreparedStatement select =
        home.prepareStatement(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ?" + still)) {
      select.setInt(1, one.pid());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      if ("42501".equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private void pause() throws SQLException {
    try (Statement statement = home.createStatement()) {
      statement.execute("SELECT pg_sleep(0.1)");
    }
  }
}
