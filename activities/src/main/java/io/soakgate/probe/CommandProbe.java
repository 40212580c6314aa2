package io.soakgate.probe;

import io.soakgate.command.Commands;
import io.soakgate.command.Program;
import io.soakgate.command.Stopped;
import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Command;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code command: {name: cache-stats, finds: {hits: "cache hits: {n}"}}}: runs a command that the
 * worker's configuration names for the target and marks {@code reads: true}.
 *
 * <p>Values: {@code exit} is its exit code, {@code took} its time, {@code lines} how many it said,
 * and per pattern the figure that stood last in what it said. A pattern that does not match, and a
 * command that was stopped, are blind.
 */
final class CommandProbe implements Probe {
  private static final int SHOWN = 400;

  private final Targets targets;
  private final Clock clock;

  CommandProbe(Targets targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    List<Gauge> all = new ArrayList<>();
    all.add(Gauge.figure("exit", Unit.NONE));
    all.add(Gauge.figure("took", Unit.MILLIS));
    all.add(Gauge.figure("lines", Unit.NONE));
    Asked.read(with).finds().forEach(p -> all.add(Gauge.figure(p.name())));
    return Optional.of(all);
  }

  @Override
  public Measurement look(Node with, ProbeRequest request)
      throws IOException, InterruptedException {
    Asked asked = Asked.read(with);
    Target target = targets.get(request.scope().target());
    Command command = new Commands(target).get(asked.name());
    if (!command.reads()) {
      return blind(
          "command %s may change something; mark it `reads: true` in the worker's configuration when it only looks"
              .formatted(asked.name()));
    }
    try {
      return measured(asked, new Commands(target).run(command, since -> {}));
    } catch (Stopped e) {
      return blind("command " + asked.name() + " " + e.getMessage());
    }
  }

  private Measurement measured(Asked asked, Program.Ended ended) {
    List<Value> values = new ArrayList<>();
    values.add(Value.number("exit", ended.code()));
    values.add(Value.number("took", BigDecimal.valueOf(ended.took().toMillis()), Unit.MILLIS));
    values.add(Value.number("lines", ended.lines()));
    List<String> missing = new ArrayList<>();
    for (NoticePattern pattern : asked.finds()) {
      pattern
          .last(List.of(ended.said()))
          .ifPresentOrElse(values::add, () -> missing.add(pattern.words()));
    }
    String said = ended.said();
    String shown = said.length() <= SHOWN ? said : "… " + said.substring(said.length() - SHOWN);
    return missing.isEmpty()
        ? new Measurement(values, null, shown.isEmpty() ? null : shown, clock.instant())
        : blind(
            "nothing that command %s said matches %s; it said: %s"
                .formatted(asked.name(), String.join(", ", missing), shown));
  }

  private Measurement blind(String why) {
    return Measurement.blind(clock.instant(), why);
  }

  private record Asked(String name, List<NoticePattern> finds) {
    static Asked read(Node with) {
      String name = Commands.name(with);
      List<NoticePattern> finds = with.optional("finds").map(NoticePattern::read).orElse(List.of());
      with.done();
      return new Asked(name, finds);
    }
  }
}
