package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.script.ScriptReader;
import io.soakgate.script.SqlStatement;
import io.soakgate.target.Folders;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code script: {file: sql/test.sql}}: runs a runbook's own test script in a transaction that is
 * rolled back, and counts what it says. Every row with the columns {@code name} and {@code pass}
 * ({@code detail} beside them for people) is a check; other results are ignored. A script that
 * fails has seen something: {@code errors} is 1 and the rest was not run. One that says nothing is
 * blind.
 */
final class ScriptProbe implements Probe {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;

  ScriptProbe(Targets targets, Folders folders, Clock clock) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "script";
  }

  @Override
  public List<String> check(Node with) {
    Asked asked = Asked.read(with);
    return asked.file() == null ? List.of() : List.of(asked.file());
  }

  @Override
  public void inspect(Node with, Function<String, byte[]> bytes) {
    String file = Asked.read(with).file();
    if (file != null) {
      TestScript.read(file, text(bytes.apply(file)), with.problems());
    }
  }

  @Override
  public List<SqlStatement> sql(Node with, Function<String, byte[]> file) {
    String path = Asked.read(with).file();
    byte[] bytes = path == null ? null : file.apply(path);
    return bytes == null
        ? List.of()
        : ScriptReader.read(path, bytes, (other, at) -> null, new Problems()).statements();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(
        List.of(
            Gauge.figure("checks", Unit.NONE),
            Gauge.figure("passed", Unit.NONE),
            Gauge.figure("failed", Unit.NONE),
            Gauge.figure("errors", Unit.NONE),
            Gauge.word("failures")));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws SQLException, IOException {
    Asked asked = Asked.read(with);
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    Problems problems = new Problems();
    TestScript script =
        TestScript.read(
            asked.file(), text(folder.admitted(asked.file(), request.scripts())), problems);
    if (!problems.none()) {
      return Measurement.blind(clock.instant(), problems.list().get(0).line());
    }
    try (Tryout session =
        Tryout.open(targets.get(request.scope().target()), kind(), asked.timeout())) {
      return script.run(session).measured(clock.instant());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private record Asked(String file, Duration timeout) {
    static Asked read(Node with) {
      String file = with.required("file").map(PlanFolder::path).orElse(null);
      Asked asked = new Asked(file, Timeout.read(with, TIMEOUT));
      with.done();
      return asked;
    }
  }
}
