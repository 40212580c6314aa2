package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Node;
import io.soakgate.plan.Patterns;
import io.soakgate.plan.Unit;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code log: {endpoint: database-log, count: {errors: "ERROR|PANIC"}, ignore: [soakgate/], since:
 * 1h}}: how many lines of a log match, in a file that the worker's configuration names as an
 * endpoint with a {@code file:} address (M-051, M-055). {@code lines} is how many were read.
 *
 * <p>With {@code since}, only what its own time stamp puts into that time counts, and a log whose
 * lines carry none is blind; without it the whole file counts, for a bound against the baseline.
 * Lines without a time stamp belong to the one before. A file that cannot be read, or whose part to
 * be read is longer than 64 MB, is blind. What the lines say stays where it is.
 */
final class LogProbe implements Probe {
  private static final long MOST = 64_000_000;

  private final Targets targets;
  private final Clock clock;

  LogProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "log";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    Asked.read(with).counts().forEach(c -> all.add(Gauge.figure(c.name(), Unit.NONE)));
    all.add(Gauge.figure("lines", Unit.NONE));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws IOException {
    Asked asked = Asked.read(with);
    String target = request.scope().target();
    URI where = targets.get(target).endpoint(asked.endpoint());
    if (where == null || !"file".equals(where.getScheme())) {
      return blind(
          "target %s has no log %s; name its file under its endpoints in the worker's configuration, as file:///path"
              .formatted(target, asked.endpoint()));
    }
    Path file = Path.of(where);
    if (!Files.isReadable(file)) {
      return blind("the worker cannot read the log " + asked.endpoint());
    }
    if (Files.size(file) > MOST) {
      return blind("the log " + asked.endpoint() + " is longer than 64 MB; rotate it");
    }
    LogLines lines =
        new LogLines(asked.since() == null ? null : clock.instant().minus(asked.since()));
    List<Value> values = lines.count(file, asked.counts(), asked.ignore());
    return lines.undated()
        ? blind("no line of the log " + asked.endpoint() + " begins with a time stamp")
        : Measurement.saw(clock.instant(), values);
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }

  /** A pattern and what plans call the number of lines it matches. */
  record Count(String name, Pattern pattern) {}

  private record Asked(String endpoint, List<Count> counts, List<String> ignore, Duration since) {
    static Asked read(Node with) {
      String endpoint = with.required("endpoint").map(Node::text).orElse(null);
      List<Count> counts = new ArrayList<>();
      Node there = with.required("count").orElse(null);
      for (String name : there == null ? List.<String>of() : there.keys()) {
        there.required(name).map(Patterns::read).ifPresent(p -> counts.add(new Count(name, p)));
      }
      List<String> ignore = with.optional("ignore").map(Node::texts).orElse(List.of());
      Duration since = with.optional("since").map(Node::positiveDuration).orElse(null);
      with.done();
      return new Asked(endpoint, counts, ignore, since);
    }
  }
}
