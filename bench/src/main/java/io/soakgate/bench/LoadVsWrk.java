package io.soakgate.bench;

import io.soakgate.deployment.ActActivity.Scope;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.probe.Probe;
import io.soakgate.probe.Probes;
import io.soakgate.target.Folders;
import io.soakgate.target.Secret;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The probe {@code http-load} beside {@code wrk}, in turns, against a server that answers after 5
 * ms, 16 connections each: requests a second, and the 95th percentile of the latencies.
 */
final class LoadVsWrk {
  private static final int TIMES = 5;
  private static final int CONNECTIONS = 16;
  private static final Duration ANSWER = Duration.ofMillis(5);
  private static final int SECONDS = 3;
  private static final String TELL =
      "done = function(summary, latency, requests)\n"
          + "  io.write(string.format('rps %f p95 %f\\n',"
          + " summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000))\nend\n";
  private static final Pattern TOLD = Pattern.compile("rps ([0-9.]+) p95 ([0-9.]+)");

  private final Path home;
  private List<Shot> ours;
  private List<Shot> theirs;

  LoadVsWrk(Path home) {
    this.home = home;
  }

  /** One load. */
  private record Shot(double rps, double p95) {}

  /** Requests a second, over those of {@code wrk}. */
  String rps() throws Exception {
    return ratio(
        ours().stream().map(Shot::rps).toList(),
        theirs.stream().map(Shot::rps).toList(),
        "%.0f 1/s");
  }

  /** The 95th percentile, over that of {@code wrk}. */
  String p95() throws Exception {
    return ratio(
        ours().stream().map(Shot::p95).toList(),
        theirs.stream().map(Shot::p95).toList(),
        "%.2f ms");
  }

  private static String ratio(List<Double> ours, List<Double> theirs, String form) {
    double their = Runs.median(theirs);
    return String.format(
        Locale.ROOT, "%.2f ratio (wrk " + form + ")", Runs.median(ours) / their, their);
  }

  private List<Shot> ours() throws Exception {
    if (ours == null) {
      ours = new ArrayList<>();
      theirs = new ArrayList<>();
      measure();
    }
    return ours;
  }

  private void measure() throws Exception {
    try (SlowServer server = new SlowServer(ANSWER)) {
      for (int n = 0; n <= TIMES; n++) {
        Shot mine = probe(server);
        Shot other = wrk(server);
        System.err.printf(
            Locale.ROOT,
            "load_vs_wrk %s: %.0f 1/s, p95 %.2f ms; wrk %.0f 1/s, p95 %.2f ms%n",
            n == 0 ? "warm-up" : n,
            mine.rps(),
            mine.p95(),
            other.rps(),
            other.p95());
        if (n > 0) {
          ours.add(mine);
          theirs.add(other);
        }
      }
    }
  }

  private Shot probe(SlowServer server) throws Exception {
    Target target =
        new Target(
            "slow",
            "127.0.0.1",
            1,
            "none",
            "nobody",
            new Secret("env:NONE"),
            true,
            true,
            true,
            List.of(new Target.Endpoint("api", URI.create(server.url()))));
    Probe load =
        Probes.of(new Targets(List.of(target)), new Folders(home, home, home), Clock.systemUTC())
            .kind("http-load")
            .orElseThrow();
    Node with =
        Node.parse(
                "bench",
                "{endpoint: api, path: /, for: %ds, concurrency: %d}"
                    .formatted(SECONDS, CONNECTIONS)
                    .getBytes(StandardCharsets.UTF_8),
                new Problems())
            .orElseThrow();
    Scope scope = new Scope("bench", "bench", "bench", "slow", List.of(), Instant.EPOCH);
    Spec spec = new Spec("http-load", with.json(), with.at());
    Measurement seen = load.look(with, new ProbeRequest(scope, null, spec, List.of()));
    return new Shot(figure(seen, "rate"), figure(seen, "p95"));
  }

  private static double figure(Measurement seen, String name) {
    return seen.value(name).orElseThrow().number().doubleValue();
  }

  private Shot wrk(SlowServer server) throws Exception {
    Files.createDirectories(home);
    Path tell = Files.writeString(home.resolve("tell.lua"), TELL);
    List<String> command =
        List.of(
            "wrk",
            "-t2",
            "-c" + CONNECTIONS,
            "-d" + SECONDS + "s",
            "-s",
            tell.toString(),
            server.url() + "/");
    Process wrk = started(command);
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!wrk.waitFor(1, TimeUnit.MINUTES)) {
      wrk.destroyForcibly();
    }
    Matcher told = TOLD.matcher(said);
    if (!told.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return new Shot(Double.parseDouble(told.group(1)), Double.parseDouble(told.group(2)));
  }

  private static Process started(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw new IllegalStateException(
          "wrk is the peer and is not installed; Debian's package is called wrk", missing);
    }
  }
}
