package io.soakgate.backup;

import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.target.Quoted;
import io.soakgate.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a prepared database in the place of another: both renames and their record in one
 * transaction, from the {@code soakgate} database (decision 12).
 *
 * <p>The first rename locks the old database against new connections and then waits up to 5 s for
 * the sessions in it to leave; a second session ends them meanwhile. Nothing but that transaction
 * keeps clients out, so a crash at any moment leaves both databases as they were, and reachable.
 *
 * @param old the database that is replaced
 * @param fresh the one that takes its place
 * @param kept the name the old one has from then on
 */
record Swap(Target target, String application, String old, String fresh, String kept) {
  private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
  // While one lasts, up to 5 s, new clients wait.
  private static final int TRIES = 2;
  private static final String IN_USE = "55006";

  /**
   * Swaps.
   *
   * @return how long clients were kept out
   * @throws SQLException when sessions in the old database cannot be ended; nothing has changed
   */
  Duration run(Swaps swaps, ServerDatabases server, ActRequest request)
      throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(swaps, server, request);
      } catch (SQLException e) {
        if (!IN_USE.equals(e.getSQLState())) {
          throw e;
        }
        if (attempt == TRIES) {
          throw new SQLException(
              "%s cannot be renamed while others are in it: %s; end them, both databases are as they were"
                  .formatted(old, server.sessionsIn(old)),
              IN_USE,
              e);
        }
      }
    }
  }

  private Duration once(Swaps swaps, ServerDatabases server, ActRequest request)
      throws SQLException, InterruptedException {
    long oldOid = server.oid(old);
    long newOid = server.oid(fresh);
    Connection session = swaps.session();
    CountDownLatch renamed = new CountDownLatch(1);
    Thread ender = new Thread(() -> endSessions(renamed), "soakgate-swap");
    ender.setDaemon(true);
    session.setAutoCommit(false);
    long start = System.nanoTime();
    try {
      ender.start();
      server.execute(rename(old, kept));
      renamed.countDown();
      server.execute(rename(fresh, old));
      swaps.swapped(request, kept, oldOid, newOid);
      session.commit();
      return Duration.ofNanos(System.nanoTime() - start);
    } finally {
      renamed.countDown();
      session.rollback();
      session.setAutoCommit(true);
      ender.join();
    }
  }

  private static String rename(String from, String to) {
    return "ALTER DATABASE " + Quoted.identifier(from) + " RENAME TO " + Quoted.identifier(to);
  }

  private void endSessions(CountDownLatch renamed) {
    try (Connection session = OwnDatabase.open(target, application);
        Statement statement = session.createStatement()) {
      do {
        end(statement);
      } while (!renamed.await(10, TimeUnit.MILLISECONDS));
    } catch (SQLException e) {
      // The rename then fails by itself and names the sessions.
      LOG.warn("sessions in {} cannot be ended: {}", old, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // In the fresh one it is a pooler that keeps what we are done with. One by one: a session that
  // this login may not end must not keep the others.
  private void end(Statement statement) throws SQLException {
    List<Integer> pids = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT pid FROM pg_catalog.pg_stat_activity WHERE datname IN ("
                + Quoted.literal(old)
                + ","
                + Quoted.literal(fresh)
                + ")")) {
      while (rows.next()) {
        pids.add(rows.getInt(1));
      }
    }
    pids.forEach(pid -> end(statement, pid));
  }

  private static void end(Statement statement, int pid) {
    try {
      statement.execute("SELECT pg_catalog.pg_terminate_backend(" + pid + ")");
    } catch (SQLException e) {
      LOG.debug("session {} cannot be ended: {}", pid, e.getMessage());
    }
  }
}
