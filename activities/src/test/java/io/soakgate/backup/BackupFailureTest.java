package io.soakgate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soakgate.deployment.ActActivity.BackupResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class BackupFailureTest {
  @TempDir Path home;

  @Test
  void aCancelledDumpLeavesNothingBehind() throws Exception {
    Ground ground = Ground.in(home);
    try (Connection other = ground.target.connect("app");
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN; LOCK TABLE shop.tenants");
      QuietPulse pulse = new QuietPulse(words -> words.startsWith("pg_dump"));
      assertThatThrownBy(() -> ground.take("dump", pulse))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(backups(ground)).isEmpty();
    String gone =
        "DO $$ BEGIN FOR i IN 1..900 LOOP EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE"
            + " application_name LIKE 'soakgate/backup/%'); PERFORM pg_sleep(0.1);"
            + " PERFORM pg_stat_clear_snapshot(); END LOOP; END $$";
    ground.run(gone);
    assertThat(
            ground.ask(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE application_name LIKE 'soakgate/backup/%'"))
        .isEqualTo("0");
  }

  @Test
  void aPgDumpThatFailsSaysItsCodeAndWords() throws Exception {
    Ground ground = Ground.in(home);
    ClientTools real = ground.tools.orElseThrow();
    Path failing = script("pg_dump", "echo 'pg_dump: error: out of memory' >&2; exit 1");
    ClientTools broken = new ClientTools(failing, real.pgRestore(), real.major());

    assertThatThrownBy(() -> ground.with(broken).take("dump", new QuietPulse()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "pg_dump of "
                + ground.target.database()
                + " ended with exit code 1: pg_dump: error: out of memory");
    assertThat(backups(ground)).isEmpty();
  }

  @Tag("T-05")
  @Test
  void aDumpThatDoesNotRestoreIsNotVerified() throws Exception {
    Ground ground = Ground.in(home);
    ClientTools real = ground.tools.orElseThrow();
    Path bad = script("pg_restore", "echo 'pg_restore: error: bad block' >&2; exit 3");
    ClientTools broken = new ClientTools(real.pgDump(), bad, real.major());

    BackupResult backup = ground.with(broken).take("dump", new QuietPulse());

    assertThat(backup.verified()).isFalse();
    assertThat(backup.words())
        .endsWith("NOT verified: pg_restore ended with exit code 3: pg_restore: error: bad block");
    assertThat(ground.databases("soakgate_scratch")).isEmpty();
  }

  @Tag("T-05")
  @Test
  void aCountThatDiffersIsToldWithItsTable() throws Exception {
    Ground ground = Ground.in(home);
    Path folder = Path.of(ground.take("dump", new QuietPulse()).location());
    Path manifest = folder.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("(shop.tenants\",\\s*\"rows\" : )20", "$121"));

    BackupResult again = ground.take("dump", new QuietPulse());

    assertThat(again.verified()).isFalse();
    assertThat(again.words())
        .endsWith("NOT verified: shop.tenants 21 rows in the snapshot, 20 restored");
  }

  @Test
  void anAttemptAfterACrashFindsTheDumpThatIsComplete() throws Exception {
    Ground ground = Ground.in(home);
    BackupResult first = ground.take("dump", new QuietPulse());
    Files.createDirectory(Path.of(first.location() + ".dead.partial"));
    BackupResult second = ground.take("dump", new QuietPulse());

    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.location()).isEqualTo(first.location());
  }

  @Test
  void aCloneSaysWhoIsInTheWay() throws Exception {
    Ground ground = Ground.in(home);
    QuietPulse pulse = new QuietPulse(words -> words.startsWith("waiting"));
    try (Connection other = ground.target.connect("the shop")) {
      assertThat(other.isValid(5)).isTrue();
      assertThatThrownBy(() -> ground.take("clone", pulse))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(pulse.told().get(pulse.told().size() - 1))
        .matches(
            "waiting for sessions to leave test_\\d+: the shop \\(\\w+, pid \\d+, there for \\d+"
                + " s\\)");
  }

  @Test
  void withoutToolsADisposableTargetIsClonedAndSaysSo() throws Exception {
    Ground ground = Ground.in(home);
    BackupResult backup = ground.without(true).take("dump", new QuietPulse());

    assertThat(backup.kind()).isEqualTo("clone");
    assertThat(backup.verified()).isTrue();
    assertThat(backup.words())
        .matches(
            "this worker has no pg_dump and pg_restore, so it was cloned; clone of test_\\d+: 4"
                + " tables, 3,023 rows, [\\d.]+ MB in [\\d.]+ s; it is on the same server, so it is"
                + " lost with that server; every count and content hash matched");
  }

  @Test
  void withoutToolsARealTargetIsRefused() throws Exception {
    Ground ground = Ground.in(home);
    assertThatThrownBy(() -> ground.without(false).take("dump", new QuietPulse()))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining(
            "this worker has no pg_dump and pg_restore; install client tools of at least the"
                + " server's version, or ask for a clone in the plan");
  }

  @Test
  void anOlderPgDumpIsRefused() throws Exception {
    Ground ground = Ground.in(home);
    Path old = script("pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'");
    script("pg_restore", "exit 0");
    ClientTools tools = ClientTools.find(old.getParent()).orElseThrow();

    assertThat(tools.major()).isEqualTo(9);
    assertThatThrownBy(() -> ground.with(tools).take("dump", new QuietPulse()))
        .hasMessageContaining("pg_dump 9 cannot dump server ")
        .hasMessageContaining(
            "; install client tools of at least the server's version, or ask for a clone");
  }

  private Path script(String name, String line) throws IOException {
    Path folder = Files.createDirectories(home.resolve("bin"));
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<Path> backups(Ground ground) throws IOException {
    try (Stream<Path> all = Files.walk(ground.folders.backups())) {
      return all.filter(p -> p.getFileName().toString().startsWith("bk_")).toList();
    }
  }
}
