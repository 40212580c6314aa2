package io.soakgate.backup;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Lets the transactions in a database end before its sessions are ended. */
record Drain(ServerDatabases server, String database) {
  private static final long PAUSE_MILLIS = 50;

  // What a login may not see counts as idle: it would be waited for in vain.
  private static final String BUSY =
      """
      SELECT count(*) FROM pg_catalog.pg_stat_activity
      WHERE datname = ? AND usesysid IS NOT NULL AND state <> 'idle'
        AND application_name <> pg_catalog.current_setting('application_name')
      """;

  /**
   * Waits until nobody is in the middle of something there.
   *
   * @param most after that long whoever is left is left
   * @return how long it waited
   */
  Duration run(Duration most) throws SQLException, InterruptedException {
    long begun = System.nanoTime();
    int busy = busy();
    while (busy > 0 && System.nanoTime() - begun < most.toNanos()) {
      server.pulse().progress("waits for " + busy + " transactions in " + database + " to end");
      Thread.sleep(PAUSE_MILLIS);
      busy = busy();
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private int busy() throws SQLException {
    try (PreparedStatement query = server.session().prepareStatement(BUSY)) {
      query.setString(1, database);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
