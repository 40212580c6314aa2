package io.soakgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.embedded.TestCluster.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class PostgresClusterTest {
  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "cluster-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void stop() throws Exception {
    PostgresCluster.stop(folder);
    Folders.delete(folder);
  }

  @Test
  void everyTestGetsADatabaseOfItsOwn() throws Exception {
    TestDatabase one = TestCluster.freshDatabase();
    TestDatabase other = TestCluster.freshDatabase();
    assertThat(one.name()).isNotEqualTo(other.name());
    assertThat(current(one.url(), one.user(), one.password())).isEqualTo(one.name());
    assertThat(current(other.url(), other.user(), other.password())).isEqualTo(other.name());
  }

  @Test
  void comesBackOnItsPortWithItsDatabases() throws Exception {
    int port;
    try (PostgresCluster cluster = start()) {
      port = cluster.port();
      cluster.createDatabase("kept");
    }
    try (PostgresCluster again = start()) {
      assertThat(again.adopted()).isFalse();
      assertThat(again.port()).isEqualTo(port);
      assertThat(current(again, "kept")).isEqualTo("kept");
    }
    assertThat(PostgresCluster.stop(folder)).isFalse();
  }

  @Test
  void adoptsTheServerThatAKilledProgramLeft() throws Exception {
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ClusterHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said =
        holder.inputReader().lines().filter(it -> it.startsWith("pid ")).findFirst().get();
    holder.destroyForcibly().waitFor();

    try (PostgresCluster adopted = start()) {
      assertThat(adopted.adopted()).isTrue();
      assertThat("pid " + adopted.process().pid()).isEqualTo(said);
      assertThat(current(adopted, "kept")).isEqualTo("kept");
    }
  }

  @Test
  void startsAfterItsServerWasKilled() throws Exception {
    PostgresCluster killed = start();
    assertThat(killed.process().end("KILL", Duration.ofSeconds(5))).isTrue();
    assertThat(folder.resolve("data/postmaster.pid")).exists();

    try (PostgresCluster again = start()) {
      assertThat(again.adopted()).isFalse();
      assertThat(current(again, "postgres")).isEqualTo("postgres");
    }
  }

  @Test
  void leavesAStrangerAloneThatHasTheServersPid() throws Exception {
    start().close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          folder.resolve("data/postmaster.pid"),
          stranger.pid() + "\n" + folder + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
      assertThat(PostgresCluster.stop(folder)).isFalse();
      try (PostgresCluster again = start()) {
        assertThat(again.adopted()).isFalse();
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroy();
    }
  }

  @Test
  void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
    int port;
    try (PostgresCluster cluster = start()) {
      port = cluster.port();
    }
    try (var taken = new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress());
        PostgresCluster again = start()) {
      assertThat(again.port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void aKilledInitdbNeverCountsAsACluster() throws Exception {
    Files.createDirectories(folder.resolve("data.new/base"));
    Files.writeString(folder.resolve("data.new/PG_VERSION"), "15\n");
    try (PostgresCluster cluster = start()) {
      assertThat(current(cluster, "postgres")).isEqualTo("postgres");
    }
  }

  @Test
  void asksForThePasswordThatOnlyTheOwnerCanRead() throws Exception {
    try (PostgresCluster cluster = start()) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.list(folder).map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "password", "port", "server.log");
      assertThatThrownBy(() -> current(cluster.url("postgres"), cluster.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessage("FATAL: password authentication failed for user \"postgres\"");
      assertThat(Login.read(cluster.passwordFile()).toString()).isEqualTo("Login[user=postgres]");
    }
  }

  @Test
  void saysWhatToDoWhenThePasswordIsLost() throws Exception {
    start().close();
    Files.delete(folder.resolve("password"));
    Path absolute = folder.toAbsolutePath();
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessage(
            absolute.resolve("password")
                + ": the password of this throw-away cluster is lost; stop its server if one runs,"
                + " and delete the folder "
                + absolute);
  }

  @Test
  void showsTheEndOfTheLogWhenItDoesNotStart() {
    PostgresOptions impossible = PostgresOptions.telling(line -> {}).with("shared_buffers=lots");
    assertThatThrownBy(() -> PostgresCluster.start(TestCluster.binaries(), folder, impossible))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.toAbsolutePath() + ": PostgreSQL did not start: ")
        .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"lots\"");
  }

  @Test
  void runsUnderAFolderThatOnlyWeMayEnter() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    try (PostgresCluster cluster = start()) {
      assertThat(current(cluster, "postgres")).isEqualTo("postgres");
    }
  }

  @Test
  void runsOnThePackagedBinaries() throws Exception {
    Path cache = Files.createTempDirectory("soakgate-cache-");
    List<String> told = new java.util.ArrayList<>();
    try {
      PostgresBinaries packaged = PostgresBinaries.packaged(cache, told::add);
      assertThat(PostgresBinaries.packaged(cache, told::add)).isEqualTo(packaged);
      assertThat(told)
          .containsExactly("unpacking PostgreSQL to " + packaged.folder().getParent() + " (once)");
      assertThat(packaged.major()).isEqualTo(15);
      try (PostgresCluster cluster =
              PostgresCluster.start(packaged, folder, PostgresOptions.telling(line -> {}));
          Connection session = cluster.connect("postgres")) {
        session.createStatement().execute("CREATE EXTENSION pg_stat_statements");
        session.createStatement().execute("SELECT count(*) FROM pg_stat_statements");
      }
    } finally {
      Folders.delete(cache);
    }
  }

  private PostgresCluster start() throws Exception {
    return PostgresCluster.start(
        TestCluster.binaries(), folder, PostgresOptions.telling(line -> {}));
  }

  private static String current(PostgresCluster cluster, String database) throws Exception {
    return current(cluster.url(database), cluster.user(), cluster.password());
  }

  private static String current(String url, String user, String password) throws Exception {
    try (Connection session = DriverManager.getConnection(url, user, password);
        ResultSet row = session.createStatement().executeQuery("SELECT current_database()")) {
      row.next();
      return row.getString(1);
    }
  }
}
