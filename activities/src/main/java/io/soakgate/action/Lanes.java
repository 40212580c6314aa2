package io.soakgate.action;

import io.soakgate.script.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Builds indexes {@code CONCURRENTLY} side by side. All indexes of one table stay in one lane,
 * since two builds on a table wait for each other; the biggest table comes first, so that no lane
 * is left alone with it at the end.
 */
final class Lanes {
  private final Hold hold;
  private final int most;

  /**
   * @param most how many lanes, from 2
   */
  Lanes(Hold hold, int most) {
    this.hold = hold;
    this.most = most;
  }

  /** Runs one statement, by its number in the script. */
  interface Lane {
    void run(int number) throws SQLException, InterruptedException, FailedStatement;
  }

  /** The builds of one table, by their numbers in the script. */
  private record Table(String name, List<Integer> numbers, long size) {}

  /**
   * Runs all the builds, or stops every lane after the build it is at when one fails.
   *
   * @param first the number of the first build
   * @param settings what every session of the script needs before it builds
   * @param lane makes a lane of a session
   */
  void run(
      int first, List<SqlStatement> builds, List<SqlStatement> settings, Function<Hold, Lane> lane)
      throws SQLException, InterruptedException, FailedStatement {
    Queue<Table> tables = new ConcurrentLinkedQueue<>(tables(first, builds));
    AtomicReference<Exception> failure = new AtomicReference<>();
    List<Thread> others = new ArrayList<>();
    List<Hold> holds = open(Math.min(most, tables.size()) - 1, settings);
    try {
      for (Hold other : holds) {
        Thread thread =
            new Thread(() -> drain(tables, lane.apply(other), failure), "soakgate-lane");
        others.add(thread);
        thread.start();
      }
      drain(tables, lane.apply(hold), failure);
    } finally {
      join(others);
      holds.forEach(Hold::close);
    }
    rethrow(failure.get());
  }

  /** Further sessions; fewer when the server has no more to give, since one lane is enough. */
  private List<Hold> open(int count, List<SqlStatement> settings) throws SQLException {
    List<Hold> holds = new ArrayList<>();
    try {
      while (holds.size() < count) {
        Hold other = hold.beside().open();
        holds.add(other);
        for (SqlStatement setting : settings) {
          other.session().run(setting.text());
        }
      }
    } catch (SQLException e) {
      if (!SqlErrors.full(e)) {
        holds.forEach(Hold::close);
        throw e;
      }
      hold.pulse().progress("no session left for another lane: " + SqlErrors.words(e));
    }
    return holds;
  }

  private static void drain(Queue<Table> tables, Lane lane, AtomicReference<Exception> failure) {
    try {
      for (Table table = tables.poll(); table != null; table = tables.poll()) {
        for (int number : table.numbers()) {
          if (failure.get() != null) {
            return;
          }
          lane.run(number);
        }
      }
    } catch (Exception e) {
      if (!failure.compareAndSet(null, e)) {
        failure.get().addSuppressed(e);
      }
    }
  }

  /** A lane ends by itself: its statement is cancelled when the work is, and none follows. */
  private static void join(List<Thread> lanes) throws InterruptedException {
    for (Thread lane : lanes) {
      lane.join();
    }
  }

  private List<Table> tables(int first, List<SqlStatement> builds) throws SQLException {
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    for (int i = 0; i < builds.size(); i++) {
      String table = IndexStatement.of(builds.get(i)).table();
      numbers.computeIfAbsent(table, t -> new ArrayList<>()).add(first + i);
    }
    List<Table> tables = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> table : numbers.entrySet()) {
      tables.add(new Table(table.getKey(), table.getValue(), size(table.getKey())));
    }
    tables.sort(Comparator.comparingLong(Table::size).reversed());
    return tables;
  }

  private long size(String table) throws SQLException {
    Connection connection = hold.session().connection();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT coalesce(pg_relation_size(to_regclass(?)), 0)")) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void rethrow(Exception failure)
      throws SQLException, InterruptedException, FailedStatement {
    if (failure instanceof SQLException e) {
      throw e;
    } else if (failure instanceof InterruptedException e) {
      throw e;
    } else if (failure instanceof FailedStatement e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    }
  }
}
