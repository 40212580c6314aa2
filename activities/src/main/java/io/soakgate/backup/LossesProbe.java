package io.soakgate.backup;

import io.soakgate.deployment.ProbeActivity.ProbeRequest;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.probe.Probe;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code losses: {}}: what a restore of the environment's backup would lose now; values {@code
 * rows}, inserted, updated and deleted since it was begun, and {@code tables}, how many of them
 * were written to. By PostgreSQL's counters, so that a watch may ask for it in every bucket; every
 * table is counted and hashed where these began anew since, as after a crash, and always with
 * {@code count: exactly}. With {@code count: estimated} nothing is ever counted: where the counters
 * began anew, the planner's estimates of how many rows there are stand in.
 */
public final class LossesProbe implements Probe {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int SHOWN = 20;
  private final Targets targets;
  private final Contents contents;
  private final Clock clock;

  public LossesProbe(Targets targets, Contents contents, Clock clock) {
    this.targets = targets;
    this.contents = contents;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "losses";
  }

  @Override
  public List<String> check(Node with) {
    count(with);
    return List.of();
  }

  private static String count(Node with) {
    String how =
        with.optional("count")
            .map(node -> node.oneOf(List.of("cheaply", "exactly", "estimated")))
            .orElse("cheaply");
    with.done();
    return how;
  }

  @Override
  public Optional<List<Gauge>> gauges(Node with) {
    return Optional.of(List.of(Gauge.figure("rows", Unit.NONE), Gauge.figure("tables", Unit.NONE)));
  }

  @Override
  public Measurement look(Node with, ProbeRequest request) throws Exception {
    Target target = targets.get(request.scope().target());
    Losses losses = new Losses(contents, target, "soakgate/losses");
    String deployment = request.scope().deployment();
    String environment = request.scope().environment();
    Losses.Lost lost =
        switch (count(with)) {
          case "exactly" -> losses.exactly(deployment, environment, List.of(), PATIENCE);
          case "estimated" -> losses.estimated(deployment, environment);
          default -> losses.cheaply(deployment, environment, List.of(), PATIENCE);
        };
    if (lost.how() == null) {
      return Measurement.blind(clock.instant(), "no backup of this environment is known");
    }
    List<Value> values =
        List.of(Value.number("rows", lost.rows()), Value.number("tables", lost.tables().size()));
    return new Measurement(values, null, note(lost), clock.instant());
  }

  private static String note(Losses.Lost lost) {
    List<String> tables = lost.tables();
    String more = tables.size() > SHOWN ? "\nand " + (tables.size() - SHOWN) + " more" : "";
    return String.join("\n", tables.stream().limit(SHOWN).toList())
        + more
        + (tables.isEmpty() ? "" : "\n")
        + lost.how();
  }
}
