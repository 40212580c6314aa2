package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.SqlStatement;
import io.soakgate.script.SyntaxCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL that parses scripts for {@code validate}: Soakgate's own where it is up, else one
 * that is thrown away afterwards.
 */
final class ScratchServer implements ReadPlan.Parser {
  private final Place place;
  private final PrintWriter err;
  private String words = "no script of it has SQL";

  ScratchServer(Place place, PrintWriter err) {
    this.place = place;
    this.err = err;
  }

  /** Who parsed, in words; or why nobody did. */
  String words() {
    return words;
  }

  @Override
  public String parse(List<SqlStatement> statements, Problems problems) {
    try {
      String by = byStore(statements, problems);
      return by == null ? byThrowAway(statements, problems) : by;
    } catch (SQLException | IOException e) {
      words = "its scripts were not parsed: no PostgreSQL here: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      words = "its scripts were not parsed: interrupted";
    }
    return null;
  }

  private String byStore(List<SqlStatement> statements, Problems problems)
      throws IOException, SQLException {
    if (!Files.isReadable(place.configuration())) {
      return null;
    }
    try (Connection connection =
        Configured.read(place.configuration()).store().connectForScripts()) {
      return parsed(SyntaxCheck.parse(statements, connection, problems), "Soakgate's own");
    } catch (SQLException | BadInput notUp) {
      return null;
    }
  }

  private String byThrowAway(List<SqlStatement> statements, Problems problems)
      throws IOException, InterruptedException, SQLException {
    err.println("starting a throw-away PostgreSQL that parses the scripts");
    err.flush();
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("soakgate-scratch-" + ProcessHandle.current().pid());
    PostgresBinaries binaries = PostgresBinaries.find(CacheDirectory.path(), line -> {});
    try (PostgresCluster cluster =
            PostgresCluster.start(binaries, folder, PostgresOptions.telling(line -> {}));
        Connection connection = cluster.connectForScripts("postgres")) {
      return parsed(SyntaxCheck.parse(statements, connection, problems), "a throw-away one");
    } finally {
      delete(folder);
    }
  }

  private String parsed(String by, String which) {
    words = "every statement was parsed by " + by + " (" + which + "), and none was run";
    return by;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
