package io.soakgate.probe;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.deployment.ProbeActivity.Span;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Patterns;
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
 * <p>With {@code since}, only what its own time stamp puts into that time counts, in a watch into
 * the bucket and never before the watch began, and a log whose lines carry none is blind; where it
 * was rotated meanwhile, the file beside it whose name ends in {@code .1} is read too. Without it
 * the whole file counts, for a bound against the baseline, and one that got shorter within a bucket
 * is blind. {@code least} says how few lines say nothing. Lines without a time stamp belong to the
 * one before; a time stamp without a zone is UTC, and one in a zone such as EDT is blind. A file
 * that cannot be read or is longer than 64 MB is blind, the rotated one too. What the lines say
 * stays where it is.
 */
final class LogProbe implements Probe {
  private static final long MOST = 64_000_000;
  private static final String LINES = "lines";

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
    all.add(Gauge.figure(LINES, Unit.NONE));
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
    return asked.since() == null
        ? read(asked, List.of(file), new LogLines(null, null))
        : read(asked, file, span(asked, request));
  }

  /** Never from before the watch began: where waits are hurried, a bucket looks back further. */
  private Span span(Asked asked, ProbeRequest request) {
    Span span = request.span();
    if (span == null) {
      return TimesInSql.before(clock.instant(), asked.since());
    }
    return span.since().isAfter(span.from())
        ? new Span(span.since(), span.to(), span.since())
        : span;
  }

  private Measurement read(Asked asked, Path file, Span span) throws IOException {
    Path rotated = file.resolveSibling(file.getFileName() + ".1");
    boolean lately =
        Files.isReadable(rotated)
            && !Files.getLastModifiedTime(rotated).toInstant().isBefore(span.from());
    if (lately && Files.size(rotated) > MOST) {
      return blind(
          "the log %s was rotated within that time, and the file that ends in .1 is longer than 64 MB; rotate it more often"
              .formatted(asked.endpoint()));
    }
    return read(
        asked,
        lately ? List.of(rotated, file) : List.of(file),
        new LogLines(span.from(), span.to()));
  }

  private Measurement read(Asked asked, List<Path> files, LogLines lines) throws IOException {
    List<Value> values = lines.count(files, asked.counts(), asked.ignore());
    if (lines.undated()) {
      return blind("no line of the log " + asked.endpoint() + " begins with a time stamp");
    }
    if (lines.strange() != null) {
      return blind(
          "the log %s writes the time zone %s, which is not the same everywhere; have it written as UTC or as an offset, in PostgreSQL by log_timezone"
              .formatted(asked.endpoint(), lines.strange()));
    }
    long counted = values.get(values.size() - 1).number().longValue();
    return counted < asked.least()
        ? blind(
            "the log %s has %d lines of that time, fewer than %d: too few to say anything"
                .formatted(asked.endpoint(), counted, asked.least()))
        : Measurement.saw(clock.instant(), values);
  }

  @Override
  public Sampling sampling(Node with) {
    return Asked.read(with).since() == null ? Sampling.THROUGHOUT : Sampling.AFTERWARDS;
  }

  @Override
  public Measurement fold(List<Measurement> samples) {
    Measurement last = Fold.last(samples);
    boolean once = Fold.saw(samples).limit(2).count() < 2;
    String why = once ? null : Counters.of(samples, List.of(LINES)).why();
    return why == null
        ? last
        : Measurement.blind(last.at(), "the log was cut off or rotated within the bucket: " + why);
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }

  /** A pattern and what plans call the number of lines it matches. */
  record Count(String name, Pattern pattern) {}

  private record Asked(
      String endpoint, List<Count> counts, List<String> ignore, Duration since, int least) {
    static Asked read(Node with) {
      String endpoint = with.required("endpoint").map(Node::text).orElse(null);
      List<Count> counts = new ArrayList<>();
      Node there = with.required("count").orElse(null);
      for (String name : there == null ? List.<String>of() : there.keys()) {
        there.required(name).map(Patterns::read).ifPresent(p -> counts.add(new Count(name, p)));
      }
      List<String> ignore = with.optional("ignore").map(Node::texts).orElse(List.of());
      Duration since = with.optional("since").map(Node::positiveDuration).orElse(null);
      Integer least = with.optional("least").map(n -> n.whole(1, 1_000_000)).orElse(0);
      with.done();
      return new Asked(endpoint, counts, ignore, since, least == null ? 0 : least);
    }
  }
}
