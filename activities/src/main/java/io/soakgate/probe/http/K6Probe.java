package io.soakgate.probe.http;

import io.soakgate.command.Program;
import io.soakgate.command.Program.Ended;
import io.soakgate.command.Programs;
import io.soakgate.command.Stopped;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Probe;
import io.soakgate.target.Folders;
import io.soakgate.target.PlanFolder;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code k6: {script: load/search.js, endpoint: api, vus: 50, for: 5m}}: runs a k6 script of the
 * plan where k6 is installed (P-022 … P-026). The script finds the endpoint's address as {@code
 * BASE_URL}, the secret of {@code bearer} as {@code TOKEN}, and what {@code set} says, all in
 * {@code __ENV}. It is one file; what it imports must come with k6.
 *
 * <p>Values: {@code requests rate errors p50 p95 p99 slowest mean} of k6's own summary, {@code
 * checks} (share that passed), {@code thresholds} ({@code pass} or {@code fail}), and those of
 * {@code metrics}.
 */
public final class K6Probe implements Probe {
  private static final Duration SLACK = Duration.ofMinutes(1);
  private static final int THRESHOLDS_CROSSED = 99;

  private final Targets targets;
  private final Folders folders;
  private final Clock clock;
  private final Supplier<Optional<Path>> installed;

  public K6Probe(Targets targets, Folders folders, Clock clock) {
    this(targets, folders, clock, () -> Programs.find("k6"));
  }

  K6Probe(Targets targets, Folders folders, Clock clock, Supplier<Optional<Path>> installed) {
    this.targets = targets;
    this.folders = folders;
    this.clock = clock;
    this.installed = installed;
  }

  @Override
  public String kind() {
    return "k6";
  }

  @Override
  public List<String> check(Node with) {
    return K6Asked.read(with).files();
  }

  @Override
  public void inspect(Node with, Function<String, byte[]> file) {
    if (installed.get().isEmpty()) {
      with.refuse(
          "k6 is not installed here",
          "the worker runs the script with it",
          "install k6 where the worker runs, or write an `http-load` of the same figures");
    }
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(K6Summary.gauges(K6Asked.read(with).metrics()));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    K6Asked asked = K6Asked.read(with);
    Target target = targets.get(request.scope().target());
    URI uri = asked.place().uri(target, "").orElse(null);
    if (uri == null) {
      return blind(asked.place().missing(target.name()));
    }
    Path k6 = installed.get().orElse(null);
    if (k6 == null) {
      return blind("k6 is not installed where the worker runs");
    }
    PlanFolder folder = PlanFolder.of(folders, request.scope().plan());
    byte[] script = folder.admitted(asked.script(), request.scripts());
    Path home = Files.createTempDirectory("soakgate-k6");
    Path copy = home.resolve("script.js");
    Path summary = home.resolve("summary.json");
    try {
      Files.write(copy, script);
      Map<String, String> environment = asked.environment(uri, target);
      return measured(run(asked.vector(k6, copy, summary), environment, asked), summary, asked);
    } catch (Stopped e) {
      return blind("k6 " + e.getMessage());
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(summary);
      Files.delete(home);
    }
  }

  private static Ended run(List<String> vector, Map<String, String> environment, K6Asked asked)
      throws IOException, InterruptedException, Stopped {
    return new Program(vector, null, environment, asked.length().plus(SLACK)).run(since -> {});
  }

  private Measurement measured(Ended ended, Path summary, K6Asked asked) throws IOException {
    if (ended.code() != 0 && ended.code() != THRESHOLDS_CROSSED) {
      // What a script prints may hold its token, so it is not repeated.
      return blind("k6 ended with exit code " + ended.code() + "; run the script by hand to see");
    }
    return K6Summary.read(Files.readAllBytes(summary))
        .measured(asked.metrics(), ended.code() == 0, clock.instant());
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }
}
