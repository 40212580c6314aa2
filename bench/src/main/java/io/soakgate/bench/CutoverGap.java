package io.soakgate.bench;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.soakgate.embedded.PostgresBinaries;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.target.Folders;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The longest time a client that polls gets no answer while a full restore is swapped in, against
 * {@code pg_restore --clean} of the same dump in place.
 */
record CutoverGap(Path home) implements Bench.Figure {
  private static final int SWAPS = 3;
  private static final int TABLES = 10;
  // One row and what its two indexes hold of it, roughly.
  private static final int ROW_BYTES = 280;
  private static final Pulse SILENT =
      new Pulse() {
        @Override
        public void progress(String words) {}

        @Override
        public Stop onCancel(Runnable stop) {
          return () -> {};
        }
      };

  @Override
  public String take() throws Exception {
    Path plans = home.resolve("cutover/plans");
    SmallPlan.write(plans, "bench-cutover", "SELECT 1;", Map.of("one", "SELECT 1;"));
    try (Ground ground = Ground.of(plans, "bench-cutover", home.resolve("cutover/state"), 1)) {
      Target target = ground.target("bench-production");
      fill(target);
      return measure(target);
    }
  }

  private static void fill(Target target) throws SQLException {
    long rows = Size.megabytes(1_000) * 1_000_000 / TABLES / ROW_BYTES;
    for (int t = 1; t <= TABLES; t++) {
      Ground.execute(
          target,
          """
          CREATE TABLE t%1$d AS SELECT i AS id, md5(i::text) || md5((i + 1)::text) AS name,
            repeat(md5((i * 7)::text), 3) AS words FROM generate_series(1, %2$d) i;
          ALTER TABLE t%1$d ADD PRIMARY KEY (id);
          CREATE INDEX ON t%1$d (name)
          """
              .formatted(t, rows));
      System.err.println("cutover_gap: filled " + t + " of " + TABLES + " tables");
    }
  }

  private String measure(Target target) throws Exception {
    ClientTools tools =
        PostgresBinaries.installed()
            .flatMap(PostgresBinaries::clientTools)
            .flatMap(ClientTools::find)
            .orElseThrow(
                () -> new IllegalStateException("no installed pg_restore to compare with"));
    Folders folders = new Folders(home, home.resolve("cutover/backups"), home);
    Targets targets = new Targets(List.of(target));
    BackupResult backup = backup(targets, folders, tools);
    List<Double> gaps = new ArrayList<>();
    for (int n = 1; n <= SWAPS; n++) {
      int ask = n;
      Restore restore = new Restore(targets, folders, Optional.of(tools));
      gaps.add(Polled.during(target, () -> swap(restore, target, backup, ask)));
      told("swap " + n, gaps.get(n - 1));
    }
    double theirs = Polled.during(target, () -> inPlace(target, tools, Path.of(backup.location())));
    told("pg_restore --clean", theirs);
    double ours = Runs.median(gaps);
    return String.format(
        Locale.ROOT,
        "%.0f ms (pg_restore --clean %.0f ms, %.0f times)",
        ours,
        theirs,
        theirs / ours);
  }

  private static void told(String what, double gap) {
    System.err.printf(Locale.ROOT, "cutover_gap %s: %.0f ms%n", what, gap);
  }

  private static BackupResult backup(Targets targets, Folders folders, ClientTools tools)
      throws Exception {
    JsonNode with = JsonNodeFactory.instance.objectNode().put("name", "before");
    BackupRequest request =
        new BackupRequest(scope(targets), new Spec("dump", with, "plan.yaml:1:1"));
    return new TargetBackups(targets, folders, Optional.of(tools)).take(request, SILENT);
  }

  private static Scope scope(Targets targets) {
    String target = targets.list().get(0).name();
    return new Scope("bench", "bench-cutover", "production", target, List.of(), Instant.EPOCH);
  }

  private static void swap(Restore restore, Target target, BackupResult backup, int ask)
      throws Exception {
    JsonNode with = JsonNodeFactory.instance.textNode("backup");
    Spec spec = new Spec("restore", with, "plan.yaml:1:1");
    ActRequest request =
        new ActRequest(
            scope(new Targets(List.of(target))),
            "rollback/full-restore/1",
            Purpose.STEP,
            ask,
            spec,
            List.of(),
            backup);
    Effect effect = restore.act(Node.of(with, spec.at(), new Problems()), request, SILENT);
    String kept = effect.values().get(effect.values().size() - 1).text();
    try (Connection session = target.connectTo("postgres", "bench");
        Statement statement = session.createStatement()) {
      statement.execute("DROP DATABASE \"" + kept + "\" WITH (FORCE)");
    }
  }

  private static void inPlace(Target target, ClientTools tools, Path folder) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
            tools.pgRestore().toString(),
            "--clean",
            "--if-exists",
            "--single-transaction",
            "--host=" + target.host(),
            "--port=" + target.port(),
            "--username=" + target.user(),
            "--dbname=" + target.database(),
            folder.resolve("dump").toString());
    process.environment().put("PGPASSWORD", target.password().reveal());
    Process restore = process.inheritIO().start();
    if (!restore.waitFor(30, TimeUnit.MINUTES) || restore.exitValue() != 0) {
      restore.destroy();
      throw new IllegalStateException("pg_restore --clean did not come to its end");
    }
  }
}
