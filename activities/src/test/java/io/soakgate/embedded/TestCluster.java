package io.soakgate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One throw-away cluster for all tests of a JVM, started by the first one that asks, and a fresh
 * database for each that asks. What killed test runs left is stopped and removed by the next.
 */
public final class TestCluster {
  private static final Path HOME = Path.of("target", "clusters").toAbsolutePath();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static PostgresCluster cluster;

  private TestCluster() {}

  /**
   * An empty database of its own.
   *
   * @param url its JDBC address, without user and password
   * @param user the superuser
   */
  public record TestDatabase(String url, String user, String password, String name) {}

  /** A new, empty database that nobody else uses. */
  public static TestDatabase freshDatabase() {
    String name = "test_" + NUMBER.incrementAndGet();
    try {
      cluster().createDatabase(name);
    } catch (SQLException failed) {
      throw new IllegalStateException("no test database", failed);
    }
    return new TestDatabase(cluster().url(name), cluster().user(), cluster().password(), name);
  }

  /** The cluster itself, running. */
  public static synchronized PostgresCluster cluster() {
    if (cluster == null) {
      cluster = start();
    }
    return cluster;
  }

  /** The programs that the cluster runs on. */
  public static PostgresBinaries binaries() {
    try {
      return PostgresBinaries.find(CacheDirectory.path(), System.out::println);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("no PostgreSQL for tests", failed);
    }
  }

  private static PostgresCluster start() {
    Path home = HOME.resolve(Long.toString(ProcessHandle.current().pid()));
    try {
      removeLeftovers();
      OwnedProcess.of(ProcessHandle.current(), List.of()).write(home.resolve("owner"));
      PostgresCluster started =
          PostgresCluster.start(
              binaries(),
              home.resolve("cluster"),
              PostgresOptions.telling(System.out::println).with("wal_level=logical"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
      return started;
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException("no test cluster", failed);
    }
  }

  private static void removeLeftovers() throws IOException {
    if (!Files.isDirectory(HOME)) {
      return;
    }
    try (Stream<Path> homes = Files.list(HOME)) {
      homes.filter(TestCluster::abandoned).forEach(TestCluster::remove);
    }
  }

  private static boolean abandoned(Path home) {
    try {
      Optional<OwnedProcess> owner = OwnedProcess.read(home.resolve("owner"));
      return owner.isPresent() && !owner.get().alive();
    } catch (IOException beingWritten) {
      return false;
    }
  }

  private static void remove(Path home) {
    try {
      PostgresCluster.stop(home.resolve("cluster"));
      Folders.delete(home);
    } catch (IOException | UncheckedIOException | InterruptedException failed) {
      System.err.println(home + " stays: " + failed);
    }
  }
}
