package io.soakgate.starter.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.action.Pulse;
import io.soakgate.backup.ClientTools;
import io.soakgate.backup.Restore;
import io.soakgate.backup.TargetBackups;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.deployment.ActActivity.Purpose;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.embedded.CacheDirectory;
import io.soakgate.embedded.PgBouncer;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.embedded.PostgresCluster;
import io.soakgate.embedded.PostgresOptions;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Folders;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pooler keeps sessions in the databases that a restore renames. */
@Tag("postgres")
class PooledRestoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T02:03:04Z");

  private static final class Quiet implements Pulse {
    @Override
    public void progress(String words) {}

    @Override
    public Stop onCancel(Runnable stop) {
      return () -> {};
    }
  }

  @Test
  void aFullRestoreIsSwappedInThroughAPoolerThatKeepsSessions() throws Exception {
    Path home =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target").toAbsolutePath()), "pooled-");
    PostgresBinaries binaries = PostgresBinaries.find(CacheDirectory.path(), line -> {});
    try (PostgresCluster cluster =
        PostgresCluster.start(
            binaries, home.resolve("cluster"), PostgresOptions.telling(line -> {}))) {
      cluster.createDatabase("shop");
      try (Connection boss = cluster.connect("shop")) {
        run(boss, "CREATE ROLE keeper LOGIN CREATEDB PASSWORD 'keeper'");
        run(boss, "ALTER DATABASE shop OWNER TO keeper");
      }
      PgBouncer.User keeper = new PgBouncer.User("keeper", "keeper");
      try (PgBouncer pooler =
          PgBouncer.start(home.resolve("pooler"), cluster.port(), "session", List.of(keeper))) {
        restored(home, pooler.port(), binaries.clientTools().flatMap(ClientTools::find));
      }
    } finally {
      io.soakgate.embedded.Folders.delete(home);
    }
  }

  private static void restored(Path home, int port, Optional<ClientTools> tools) throws Exception {
    Path password = Files.writeString(home.resolve("password"), "keeper");
    Target target =
        new Target(
            "shop",
            "127.0.0.1",
            port,
            "shop",
            "keeper",
            new Secret("file:" + password),
            false,
            false,
            false,
            List.of());
    Targets targets = new Targets(List.of(target));
    Folders folders = new Folders(home, home.resolve("backups"), home);
    run(target, "CREATE TABLE orders AS SELECT n FROM generate_series(1, 3000) n");

    BackupResult backup = backup(targets, folders, tools);
    assertThat(backup.verified()).as(backup.words()).isTrue();
    run(target, "DROP TABLE orders");
    Effect effect = restore(targets, folders, tools, backup);

    assertThat(effect.words()).startsWith("shop was restored from deploy-1/production/before in ");
    try (Connection session = target.connect("test");
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM orders")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(3000);
    }
  }

  private static BackupResult backup(Targets targets, Folders folders, Optional<ClientTools> tools)
      throws Exception {
    Spec spec =
        new Spec(
            "dump", JsonNodeFactory.instance.objectNode().put("name", "before"), "plan.yaml:1:1");
    return new TargetBackups(targets, folders, tools)
        .take(new BackupRequest(scope(), spec), new Quiet());
  }

  private static Effect restore(
      Targets targets, Folders folders, Optional<ClientTools> tools, BackupResult backup)
      throws Exception {
    Spec spec = new Spec("restore", JsonNodeFactory.instance.textNode("backup"), "plan.yaml:9:9");
    ActRequest request =
        new ActRequest(
            scope(), "rollback/full-restore/1", Purpose.STEP, 1, spec, List.of(), backup);
    Node with = Node.of(spec.with(), spec.at(), new Problems());
    return new Restore(targets, folders, tools).act(with, request, new Quiet());
  }

  private static Scope scope() {
    return new Scope("deploy-1", "shop", "production", "shop", List.of(), NOW);
  }

  private static void run(Target target, String sql) throws SQLException {
    try (Connection session = target.connect("test")) {
      run(session, sql);
    }
  }

  private static void run(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
