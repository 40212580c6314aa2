package io.soakgate.fingerprint;

import io.soakgate.fingerprint.Fingerprint.TableContent;
import io.soakgate.target.Quoted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and hashes the rows of every table, on several sessions that see one snapshot; the bigger
 * tables first, a huge one in ranges. For one reading.
 */
public final class RowsReader {
  /** As many as give the most on two cores. */
  public static final int SESSIONS = 2;

  /** Which tables are read. */
  public enum Which {
    /**
     * What a fingerprint holds: also what materialized views show, and nothing that a crash
     * empties.
     */
    LASTING(
        "c.relkind IN ('r', 'm') AND c.relispopulated AND c.relpersistence = 'p' AND "
            + UserSchemas.CONDITION),
    /**
     * What a dump holds the rows of. A materialized view is not among them: a restore fills it
     * anew, from what it is made of.
     */
    DUMPED(
        "c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'"
            + " AND n.nspname NOT IN ('information_schema', 'soakgate')"
            + " AND NOT starts_with(n.nspname, 'soakgate_kept_')");

    private final String condition;

    Which(String condition) {
      this.condition = condition;
    }

    /** A condition over {@code c} and {@code n}, rows of {@code pg_class} and its namespace. */
    String condition() {
      return condition;
    }
  }

  private static final String IN_THE_WAY = "55P03";
  private static final Logger LOG = LoggerFactory.getLogger(RowsReader.class);

  private final Sessions sessions;
  private final String wanted;
  private final int many;
  private final Consumer<String> progress;
  private final Queue<Piece> pieces = new ConcurrentLinkedQueue<>();
  private final Sums sums = new Sums();
  private final AtomicInteger done = new AtomicInteger();
  private final Set<Statement> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile int all;

  /**
   * @param many how many sessions; at least 1
   * @param progress is told how far it is, from several threads
   */
  public RowsReader(Sessions sessions, int many, Consumer<String> progress) {
    this(sessions, Which.LASTING, List.of(), many, progress);
  }

  /**
   * As above, of other tables.
   *
   * @param schemas whose tables alone are read; empty for all
   */
  public RowsReader(
      Sessions sessions, Which which, List<String> schemas, int many, Consumer<String> progress) {
    if (many < 1) {
      throw new IllegalArgumentException("at least one session is needed: " + many);
    }
    this.sessions = sessions;
    this.wanted = which.condition() + within(schemas);
    this.many = many;
    this.progress = progress;
  }

  /**
   * Hashes what a session sees in its own transaction, which is open and goes on afterwards. It
   * needs no other session.
   *
   * @throws SQLException also when row level security would hide rows, and after {@link #cancel}
   */
  public List<TableContent> readWithin(Connection session)
      throws SQLException, InterruptedException {
    try (Sight sight = Sight.within(session)) {
      return read(sight, null, List.of());
    }
  }

  /**
   * Hashes what a snapshot holds.
   *
   * @param snapshot what {@code pg_export_snapshot()} answered in a session of the same database
   *     that holds it still
   * @param except tables that are left out, each as schema.table, unquoted
   * @throws SQLException also when row level security would hide rows, and after {@link #cancel}
   */
  public List<TableContent> read(String snapshot, List<String> except)
      throws SQLException, InterruptedException {
    try (Connection session = sessions.open();
        Sight first = Sight.of(session, snapshot)) {
      return read(first, snapshot, except);
    }
  }

  /** As above; one session is there already. Without a snapshot it stays the only one. */
  List<TableContent> read(Sight first, String snapshot, List<String> except)
      throws SQLException, InterruptedException {
    // Even to ask for a table's size may have to wait for somebody's lock.
    running.add(first.statement());
    int others = snapshot == null ? 0 : many - 1;
    List<RowHash.Hashing> tables =
        RowHash.tables(first.statement(), wanted).stream()
            .filter(t -> !except.contains(t.name()))
            .toList();
    pieces.addAll(Piece.of(tables, others + 1));
    all = pieces.size();
    if (others > 0) {
      alone(first.statement());
    }
    ExecutorService threads = Executors.newFixedThreadPool(others + 1, RowsReader::thread);
    try {
      List<Future<?>> work = new ArrayList<>();
      work.add(threads.submit(() -> hashAll(first.statement())));
      for (int i = 0; i < Math.min(others, all - 1); i++) {
        work.add(threads.submit(() -> hashBeside(snapshot)));
      }
      await(work);
      await(List.of(threads.submit(() -> hashAll(first.statement()))));
    } finally {
      threads.shutdown();
      end(threads);
    }
    return sums.contents();
  }

  private static String within(List<String> schemas) {
    return schemas.isEmpty()
        ? ""
        : schemas.stream()
            .map(Quoted::literal)
            .collect(Collectors.joining(", ", " AND n.nspname IN (", ")"));
  }

  /** Stops it, from any thread; what is said again until {@link #read} has ended. */
  public void cancel() {
    stopped = true;
    for (Statement statement : running) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOG.warn("a statement could not be cancelled yet: {}", e.getMessage());
      }
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "soakgate-hash");
    thread.setDaemon(true);
    return thread;
  }

  // The sessions are what works at the same time; helpers of each would only take turns.
  private static void alone(Statement statement) throws SQLException {
    statement.execute("SET LOCAL max_parallel_workers_per_gather = 0");
  }

  // Between two of our sessions may stand somebody who waits to lock the table that the first one
  // has read. The second would wait for him, he for the first, and the first for the second: no
  // server sees that circle. So the second gives such a part back, and ends.
  private Void hashBeside(String snapshot) throws SQLException {
    try (Connection session = sessions.open();
        Sight sight = Sight.of(session, snapshot)) {
      alone(sight.statement());
      sight.statement().execute("SET LOCAL lock_timeout = '2s'");
      for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
        try {
          hash(sight.statement(), piece);
        } catch (SQLException e) {
          if (!IN_THE_WAY.equals(e.getSQLState())) {
            throw e;
          }
          pieces.add(piece);
          return null;
        }
      }
      return null;
    }
  }

  private Void hashAll(Statement statement) throws SQLException {
    for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      hash(statement, piece);
    }
    return null;
  }

  private void hash(Statement statement, Piece piece) throws SQLException {
    running.add(statement);
    try {
      if (stopped) {
        throw new SQLException("hashing the rows was stopped", "57014");
      }
      try (ResultSet row = statement.executeQuery(piece.query())) {
        row.next();
        sums.add(piece.table().table(), row.getLong(1), row.getBigDecimal(2));
      }
      progress.accept("hashed " + done.incrementAndGet() + " of " + all + " parts of tables");
    } finally {
      running.remove(statement);
    }
  }

  /** Waits for all; when one fails the others are stopped, and its reason is told. */
  private void await(List<Future<?>> work) throws SQLException, InterruptedException {
    SQLException failed = null;
    for (Future<?> one : work) {
      try {
        one.get();
      } catch (ExecutionException e) {
        cancel();
        failed = failed == null ? failure(e.getCause()) : failed;
      } catch (InterruptedException e) {
        cancel();
        throw e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /**
   * A cancel that comes before its statement is lost, so it is said until nobody works any more.
   */
  private void end(ExecutorService threads) {
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      cancel();
      try {
        threads.awaitTermination(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static SQLException failure(Throwable cause) {
    if (cause instanceof RuntimeException stop) {
      throw stop;
    }
    return cause instanceof SQLException sql ? sql : new SQLException(cause);
  }
}
