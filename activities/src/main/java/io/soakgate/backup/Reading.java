package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.fingerprint.HashedColumns;
import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts and hashes every table in sessions of its own that all see one snapshot, beside whatever
 * else goes on. Tables of extensions are left out, because {@code pg_dump} leaves their rows to the
 * extension. Row level security that would hide rows is an error, never a smaller table.
 */
final class Reading implements AutoCloseable {
  private static final int SESSIONS = 2;
  private static final String TABLES =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) COLLATE "C", {columns}
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'soakgate')
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                        WHERE d.classid = 'pg_catalog.pg_class'::regclass
                          AND d.objid = c.oid AND d.deptype = 'e')
      GROUP BY 1, c.oid, c.relpages ORDER BY c.relpages DESC, 1
      """
          .replace("{columns}", HashedColumns.OF_TABLE);

  /** Opens one more session on the database. */
  interface Opening {
    Connection open() throws SQLException;
  }

  private record Table(String name, String columns) {}

  private final Pulse pulse;
  private final Queue<Table> left = new ConcurrentLinkedQueue<>();
  private final Queue<TableRows> done = new ConcurrentLinkedQueue<>();
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private final List<Statement> statements = new ArrayList<>();
  private final CountDownLatch running = new CountDownLatch(SESSIONS);
  private final Pulse.Stop stop;
  private int tables;

  private Reading(Pulse pulse) {
    this.pulse = pulse;
    this.stop = pulse.onCancel(this::stop);
  }

  /**
   * Begins to read.
   *
   * @param snapshot what {@code pg_export_snapshot()} gave in a transaction that stays open until
   *     this is closed; null for one of its own
   */
  static Reading begin(Opening opening, String snapshot, Pulse pulse) throws SQLException {
    Reading reading = new Reading(pulse);
    List<Connection> sessions = new ArrayList<>();
    try {
      String seen = snapshot;
      for (int n = 0; n < SESSIONS; n++) {
        sessions.add(opening.open());
        Statement statement = transaction(sessions.get(n), seen);
        reading.statements.add(statement);
        seen = seen == null ? export(statement) : seen;
      }
      reading.list();
    } catch (SQLException | RuntimeException e) {
      reading.stop.close();
      for (Connection session : sessions) {
        session.close();
      }
      throw e;
    }
    for (int n = 0; n < SESSIONS; n++) {
      reading.start(sessions.get(n), reading.statements.get(n));
    }
    return reading;
  }

  /** Reads a database to its end, in a snapshot of its own. */
  static RowCounts all(Opening opening, Pulse pulse) throws SQLException, InterruptedException {
    try (Reading reading = begin(opening, null, pulse)) {
      return reading.end();
    }
  }

  private static Statement transaction(Connection session, String snapshot) throws SQLException {
    Statement statement = session.createStatement();
    statement.execute("SET statement_timeout = 0");
    statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    if (snapshot != null) {
      statement.execute("SET TRANSACTION SNAPSHOT" + Quoted.literal(snapshot));
    }
    HashedColumns.fixSettings(statement);
    statement.execute("SET LOCAL lock_timeout = '10s'");
    return statement;
  }

  static String export(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }

  // The largest first, so that no session is left alone with it. Asking for a size takes a lock,
  // which may have to be waited for where others are at work.
  private void list() throws SQLException {
    try (ResultSet rows = statements.get(0).executeQuery(TABLES)) {
      while (rows.next()) {
        left.add(new Table(rows.getString(1), rows.getString(2)));
      }
    }
    tables = left.size();
  }

  private void start(Connection session, Statement statement) {
    Thread thread = new Thread(() -> read(session, statement), "soakgate-reading");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Connection session, Statement statement) {
    try (session;
        statement) {
      for (Table table = left.poll(); table != null; table = left.poll()) {
        String query = HashedColumns.query(table.name(), table.columns());
        try (ResultSet row = statement.executeQuery(query)) {
          row.next();
          done.add(new TableRows(table.name(), row.getLong(1), row.getString(2)));
        }
      }
    } catch (SQLException | RuntimeException e) {
      failures.add(e);
      left.clear();
    } finally {
      running.countDown();
    }
  }

  /**
   * Waits until every table was read.
   *
   * @throws SQLException the first failure of a session
   */
  RowCounts end() throws SQLException, InterruptedException {
    do {
      pulse.progress("read %d of %d tables".formatted(done.size(), tables));
    } while (!running.await(500, TimeUnit.MILLISECONDS));
    Exception failure = failures.peek();
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return new RowCounts(done.stream().sorted(Comparator.comparing(TableRows::table)).toList());
  }

  private void stop() {
    left.clear();
    statements.forEach(s -> Cancel.of(s).run());
  }

  /** Ends what still reads, and waits for it. */
  @Override
  public void close() {
    stop.close();
    try {
      while (running.getCount() > 0) {
        stop();
        running.await(200, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
