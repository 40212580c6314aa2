package io.soakgate.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soakgate.backup.ClientTools;
import io.soakgate.backup.TargetBackups;
import io.soakgate.deployment.ActActivity.BackupRequest;
import io.soakgate.deployment.ActActivity.BackupResult;
import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.plan.Spec;
import io.soakgate.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A dump that is restored, counted and hashed table by table, against {@code pg_dump -Fc} and
 * {@code pg_restore}, which compare nothing.
 */
record BackupVsSerial(Path home) implements Bench.Figure {
  private static final int TABLES = 12;
  private static final int MEGABYTES = 300;
  private static final int ROWS = 20_000;
  private static final String SCRATCH = "bench_peer_scratch";
  private static final long MINUTES = 15;

  @Override
  public String take() throws Exception {
    Path plans = home.resolve("backup/plans");
    SmallPlan.write(plans, "bench-backup", tables(), Map.of("nothing", "SELECT 1;\n"));
    try (Ground ground = Ground.of(plans, "bench-backup", home.resolve("backup/state"), 1)) {
      Target target = ground.target("bench-staging");
      ClientTools tools =
          PostgresBinaries.installed()
              .flatMap(PostgresBinaries::clientTools)
              .flatMap(ClientTools::find)
              .orElseThrow(() -> new IllegalStateException("no installed pg_dump"));
      TargetBackups backups =
          new TargetBackups(
              ground.configuration().targets(),
              ground.configuration().folders(),
              Optional.of(tools));
      return Runs.inTurns(
              "backup_verify_vs_serial",
              () -> ready(target),
              n -> ours(backups, target, n),
              n -> peer(tools, target))
          .ratio("pg_dump -Fc, pg_restore");
    }
  }

  private static void ready(Target target) throws Exception {
    Ground.execute(target, "DROP DATABASE IF EXISTS " + SCRATCH);
    Ground.execute(target, "CHECKPOINT");
  }

  private static void ours(TargetBackups backups, Target target, int n) throws Exception {
    Spec spec =
        new Spec("dump", JsonNodeFactory.instance.objectNode().put("name", "bench"), "plan:1:1");
    Scope scope =
        new Scope("bench-" + n, "bench-backup", "staging", target.name(), List.of(), Instant.EPOCH);
    BackupResult result = backups.take(new BackupRequest(scope, spec), Applying.SILENT);
    System.err.println(result.words());
    if (!result.verified()) {
      throw new IllegalStateException(result.words());
    }
  }

  private static void peer(ClientTools tools, Target target) throws Exception {
    Path file = Files.createTempFile("bench", ".dump");
    try {
      run(target, tools.pgDump().toString(), "-Fc", "-f", file.toString(), target.database());
      Ground.execute(target, "CREATE DATABASE " + SCRATCH + " TEMPLATE template0");
      run(target, tools.pgRestore().toString(), "-d", SCRATCH, file.toString());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void run(Target target, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("PGPASSWORD", target.password().reveal());
    process.environment().put("PGHOST", target.host());
    process.environment().put("PGPORT", String.valueOf(target.port()));
    process.environment().put("PGUSER", target.user());
    Process tool =
        process
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!tool.waitFor(MINUTES, TimeUnit.MINUTES) || tool.exitValue() != 0) {
      tool.destroy();
      throw new IllegalStateException(command[0] + " did not come to its end");
    }
  }

  /** About 300 MB with indexes: texts that are compressed as real ones are, keys, foreign keys. */
  private static String tables() {
    long rows = ROWS * Size.megabytes(MEGABYTES) / MEGABYTES;
    StringBuilder sql = new StringBuilder();
    for (int t = 1; t <= TABLES; t++) {
      sql.append(
          """
          CREATE TABLE t%1$d (id bigint PRIMARY KEY, owner bigint%3$s, name text, price numeric,
            added timestamptz, about text);
          INSERT INTO t%1$d SELECT i, 1 + i %% 1000, md5(i::text), i %% 97,
            '2026-01-01'::timestamptz + i * interval '1 min',
            repeat(md5((i %% 5000)::text) || ' ', 3) || md5((i * 7)::text)
            FROM generate_series(1, %2$d) i;
          CREATE INDEX ON t%1$d (owner);
          CREATE INDEX ON t%1$d (name);
          CREATE INDEX ON t%1$d (added, price);
          """
              .formatted(t, rows * t, t == 1 ? "" : " REFERENCES t1"));
    }
    return sql.toString();
  }
}
