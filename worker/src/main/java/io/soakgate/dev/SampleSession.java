package io.soakgate.dev;

import io.soakgate.embedded.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Runs SQL files of ours against a database of ours, many statements in one message. */
final class SampleSession implements AutoCloseable {
  private static final int CHUNK = 500;

  private final Connection session;
  private final Consumer<String> progress;

  SampleSession(PostgresCluster cluster, String database, Consumer<String> progress)
      throws SQLException {
    this.session = cluster.connectForScripts(database);
    this.progress = progress;
  }

  /**
   * Runs a file to its end.
   *
   * @throws SQLException with the file, the number of the statement and its first line
   */
  void run(Path file) throws IOException, SQLException {
    List<String> statements =
        Parser.parseJdbcSql(Files.readString(file), true, false, true, false, false).stream()
            .map(this::text)
            .filter(it -> !it.isBlank())
            .toList();
    for (int from = 0; from < statements.size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, statements.size());
      progress.accept(
          "loading %s: statements %,d to %,d of %,d"
              .formatted(file.getFileName(), from + 1, to, statements.size()));
      chunk(file, statements.subList(from, to), from);
    }
  }

  private String text(NativeQuery query) {
    return query.nativeSql;
  }

  /** A failed chunk took nothing with it; one by one it shows which statement is wrong. */
  private void chunk(Path file, List<String> statements, int before) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(String.join(";\n", statements));
    } catch (SQLException together) {
      for (int i = 0; i < statements.size(); i++) {
        alone(file, statements.get(i), before + i + 1);
      }
    }
  }

  private void alone(Path file, String sql, int number) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    } catch (SQLException wrong) {
      throw new SQLException(
          file
              + ": statement "
              + number
              + " ("
              + sql.strip().lines().findFirst().orElse("")
              + "): "
              + wrong.getMessage(),
          wrong.getSQLState(),
          wrong);
    }
  }

  /** Frozen rows and fresh statistics, so that every copy is planned and measured alike. */
  void settle() throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("VACUUM (FREEZE, ANALYZE)");
    }
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
