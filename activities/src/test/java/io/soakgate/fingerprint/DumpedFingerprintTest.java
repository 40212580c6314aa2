package io.soakgate.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.soakgate.backup.Ground;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL writes anew is not what a database holds. */
@Tag("postgres")
class DumpedFingerprintTest {
  private static final List<String> NOT_IN_A_DUMP = List.of("database", "setting ");
  @TempDir Path home;
  private Ground ground;
  private Fingerprint before;

  @BeforeEach
  void build() throws Exception {
    ground = Ground.empty(home);
    ground.run(EveryObjectTest.everything());
    before = ground.fingerprint();
  }

  @AfterEach
  void drop() throws Exception {
    ground.run("DROP SUBSCRIPTION own");
  }

  @Test
  void aRestoredDumpHasTheSame() throws Exception {
    assumeThat(Ground.tools()).as("pg_dump").isPresent();
    String restored = ground.target.database() + "_restored";
    Path file = home.resolve("dump");
    run(Ground.tools().get().pgDump(), "-Fc", "-f", file.toString(), ground.target.database());
    ground.run("CREATE DATABASE " + restored);
    run(Ground.tools().get().pgRestore(), "-e", "-d", restored, file.toString());
    try (Connection session = ground.target.connectTo(restored, "test")) {
      Fingerprint there = FingerprintReader.read(session);
      assertThat(FingerprintDiff.between(ofDump(before), ofDump(there)).lines()).isEmpty();
      assertThat(there.rowsDigest()).isEqualTo(before.rowsDigest());
      assertThat(ofDump(there).digest()).isEqualTo(ofDump(before).digest());
    } finally {
      ground.runIn(restored, "DROP SUBSCRIPTION own");
      ground.run("DROP DATABASE " + restored);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VACUUM (FULL, ANALYZE)",
        "REINDEX SCHEMA s",
        "CLUSTER s.parent USING parent_pkey",
        "UPDATE s.parent SET name = name"
      })
  void whatIsOnlyStoredOtherwiseIsTheSame(String sql) throws Exception {
    ground.run(sql);
    if (sql.startsWith("CLUSTER")) {
      ground.run("ALTER TABLE s.parent SET WITHOUT CLUSTER");
    }
    assertThat(FingerprintDiff.between(before, ground.fingerprint()).lines()).isEmpty();
    assertThat(ground.fingerprint().digest()).isEqualTo(before.digest());
  }

  private static Fingerprint ofDump(Fingerprint all) {
    return new Fingerprint(
        all.catalog().stream()
            .filter(line -> NOT_IN_A_DUMP.stream().noneMatch(line::startsWith))
            .toList(),
        all.rows());
  }

  private void run(Path tool, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of("-h", ground.target.host(), "-p", "" + ground.target.port()));
    command.addAll(List.of("-U", ground.target.user()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("PGPASSWORD", ground.target.password().reveal());
    Process process = builder.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
