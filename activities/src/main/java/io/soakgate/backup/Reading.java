package io.soakgate.backup;

import io.soakgate.action.Pulse;
import io.soakgate.backup.RowCounts.TableRows;
import io.soakgate.fingerprint.Fingerprint.TableContent;
import io.soakgate.fingerprint.RowsReader;
import io.soakgate.fingerprint.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts and hashes every table in sessions of its own that see one snapshot, beside whatever else
 * goes on. Tables of extensions are left out, because {@code pg_dump} leaves their rows to the
 * extension.
 */
final class Reading implements AutoCloseable {
  private final RowsReader reader;
  private final Pulse pulse;
  private final Pulse.Stop stop;
  private final FutureTask<RowCounts> work;
  private volatile String progress = "read no table yet";

  private Reading(Sessions sessions, String snapshot, List<String> schemas, Pulse pulse) {
    this.pulse = pulse;
    this.reader =
        new RowsReader(
            sessions,
            RowsReader.Which.DUMPED,
            schemas,
            RowsReader.SESSIONS,
            words -> progress = "read: " + words);
    this.stop = pulse.onCancel(reader::cancel);
    this.work =
        new FutureTask<>(() -> snapshot == null ? ofNow(sessions, reader) : read(reader, snapshot));
  }

  /**
   * Begins to read.
   *
   * @param snapshot what {@code pg_export_snapshot()} gave in a transaction that stays open until
   *     this is closed; null for one of its own
   * @param schemas whose tables alone are read; empty for all
   */
  static Reading begin(Sessions sessions, String snapshot, List<String> schemas, Pulse pulse) {
    Reading reading = new Reading(sessions, snapshot, schemas, pulse);
    Thread thread = new Thread(reading.work, "soakgate-reading");
    thread.setDaemon(true);
    thread.start();
    return reading;
  }

  /** Reads a database to its end, in a snapshot of its own. */
  static RowCounts all(Sessions sessions, List<String> schemas, Pulse pulse)
      throws SQLException, InterruptedException {
    try (Reading reading = begin(sessions, null, schemas, pulse)) {
      return reading.end();
    }
  }

  /**
   * Reads some schemas in a session's own transaction, which others do not see yet.
   *
   * @throws SQLException also when the work was cancelled
   */
  @SuppressWarnings("try")
  static RowCounts within(Connection session, List<String> schemas, Pulse pulse)
      throws SQLException, InterruptedException {
    Sessions none =
        () -> {
          throw new SQLException("others do not see what is read");
        };
    RowsReader reader = new RowsReader(none, RowsReader.Which.DUMPED, schemas, 1, pulse::progress);
    try (Pulse.Stop stop = pulse.onCancel(reader::cancel)) {
      return counts(reader.readWithin(session));
    }
  }

  private static RowCounts ofNow(Sessions sessions, RowsReader reader)
      throws SQLException, InterruptedException {
    try (Connection session = sessions.open();
        Statement statement = session.createStatement()) {
      return read(reader, export(statement));
    }
  }

  private static RowCounts read(RowsReader reader, String snapshot)
      throws SQLException, InterruptedException {
    return counts(reader.read(snapshot, List.of()));
  }

  private static RowCounts counts(List<TableContent> tables) {
    return new RowCounts(
        tables.stream().map(t -> new TableRows(t.table(), t.count(), t.hash())).toList());
  }

  /** Opens a transaction that holds a snapshot for others, and tells its name. */
  static String export(Statement statement) throws SQLException {
    statement.execute("SET idle_in_transaction_session_timeout = 0");
    statement.execute("SET statement_timeout = 0");
    statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * Waits until every table was read.
   *
   * @throws SQLException the first failure of a session
   */
  RowCounts end() throws SQLException, InterruptedException {
    while (true) {
      pulse.progress(progress);
      try {
        return work.get(500, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // It still reads, which is told.
      } catch (ExecutionException e) {
        throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
      }
    }
  }

  /** Ends what still reads, and waits for it. */
  @Override
  public void close() {
    stop.close();
    boolean interrupted = false;
    while (!work.isDone()) {
      reader.cancel();
      try {
        work.get(200, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        // Whether it failed is told to whoever waits for its end.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
