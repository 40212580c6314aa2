package io.soakgate.history;

import io.soakgate.plan.History;
import io.soakgate.plan.reading.Problems;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One tool's table: how it is read, and what is written so that the tool believes it. */
public interface HistoryTable {

  /** The table of a history that is kept. */
  static HistoryTable of(History history) {
    return switch (history.tool()) {
      case FLYWAY -> new FlywayTable(history.table());
      case LIQUIBASE -> new LiquibaseTable(history.table());
      case SUPABASE -> new SupabaseTable(history.table());
    };
  }

  /** Its name, as it stands in SQL. */
  String table();

  /** Adds a problem for whatever keeps a file from being written into this history. */
  void check(MigrationFile file, String at, Problems problems);

  /** Whether the tool's checksums can be compared. */
  boolean compares();

  /** What the table holds, against the folder. */
  Course course(Connection connection, List<MigrationFile> folder) throws SQLException;

  /**
   * Why nothing can be written now, whatever it is, beyond what the course says; null when it can.
   */
  default String closed(Connection connection, List<MigrationFile> folder) throws SQLException {
    return null;
  }

  /** Statement that keeps everybody else from writing until the transaction ends. */
  default String lock() {
    return "LOCK TABLE " + table() + " IN SHARE ROW EXCLUSIVE MODE";
  }

  /**
   * Statements that write a file's rows; in the transaction that ran it.
   *
   * @param folder all files of the folder
   */
  List<String> write(MigrationFile file, List<MigrationFile> folder);

  /** Statements that take a file's rows out again; in the transaction that undid it. */
  List<String> forget(MigrationFile file, List<MigrationFile> folder);
}
