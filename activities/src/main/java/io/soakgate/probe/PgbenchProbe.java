package io.soakgate.probe;

import io.soakgate.command.Program;
import io.soakgate.command.Program.Ended;
import io.soakgate.command.Programs;
import io.soakgate.command.Stopped;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Folders;
import io.soakgate.target.PassFile;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.Pooler;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code pgbench: {script: load/db.sql, clients: 4, for: 10s}}: loads the target's database with a
 * script by PostgreSQL's own pgbench, which must be installed where the worker runs. Its
 * transactions are read-only, unless {@code writes: true} stands beside it. With {@code rate} so
 * many transactions a second begin, whether or not the earlier ones are done, and a time counts
 * from when it should have begun.
 *
 * <p>Values: {@code tps}, {@code transactions}, {@code failed} (share), {@code p50 p95 p99 slowest
 * mean}, from pgbench's own log of every transaction.
 */
final class PgbenchProbe implements Probe {
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  PgbenchProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "pgbench";
  }

  @Override
  public List<String> check(Node with) {
    return PgbenchAsked.read(with).files();
  }

  @Override
  public void inspect(Node with, Function<String, byte[]> file) {
    if (Programs.find(kind()).isEmpty()) {
      with.refuse(
          "pgbench is not installed here",
          "the worker runs it",
          "install PostgreSQL's client tools where the worker runs, or leave this check away");
    }
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(PgbenchLog.GAUGES);
  }

  @Override
  public boolean mayWrite() {
    return true;
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    PgbenchAsked asked = PgbenchAsked.read(with);
    Target target = targets.get(request.scope().target());
    Path pgbench = Programs.find(kind()).orElse(null);
    if (pgbench == null) {
      return blind("pgbench is not installed where the worker runs");
    }
    if (pooled(target)) {
      return blind("a pooler stands between; pgbench needs a way around it to stay read-only");
    }
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    byte[] script = folder.admitted(asked.script(), request.scripts());
    Path home = Files.createTempDirectory("soakgate-pgbench");
    try (PassFile password = PassFile.holding(target.password().reveal())) {
      Path copy = Files.write(home.resolve("script.sql"), script);
      List<String> vector = asked.vector(pgbench, copy, home.resolve("log"), target.database());
      Duration timeout = asked.longest().plus(SLACK);
      return measured(
          new Program(vector, home, environment(target, password, asked.writes()), timeout)
              .run(since -> {}),
          home);
    } catch (Stopped e) {
      return blind("pgbench " + e.getMessage());
    } finally {
      delete(home);
    }
  }

  private static boolean pooled(Target target) throws SQLException {
    try (Connection session = target.connect("soakgate/pgbench")) {
      return Pooler.between(session);
    }
  }

  private static Map<String, String> environment(Target target, PassFile password, boolean writes) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("LC_ALL", "C");
    all.put("PGHOST", target.host());
    all.put("PGPORT", String.valueOf(target.port()));
    all.put("PGUSER", target.user());
    all.put("PGPASSFILE", password.path().toString());
    all.put("PGAPPNAME", "soakgate/pgbench");
    all.put("PGCONNECT_TIMEOUT", "10");
    all.put(
        "PGOPTIONS",
        "-c default_transaction_read_only="
            + (writes ? "off" : "on")
            + " -c client_connection_check_interval=500ms");
    return all;
  }

  private Measurement measured(Ended ended, Path home) throws IOException {
    if (ended.code() != 0) {
      return blind(
          "pgbench ended with exit code "
              + ended.code()
              + ", saying: "
              + ended
                  .said()
                  .lines()
                  .filter(l -> l.contains("ERROR") || l.contains("error"))
                  .findFirst()
                  .orElse(ended.said()));
    }
    PgbenchLog log = PgbenchLog.in(home);
    return log.empty()
        ? blind("pgbench ran no transaction to its end")
        : Measurement.saw(clock.instant(), log.values());
  }

  private static void delete(Path home) throws IOException {
    try (var files = Files.list(home)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(home);
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }
}
