package io.soakgate.deployment.walk;

import io.soakgate.plan.Change;
import io.soakgate.plan.Check;
import io.soakgate.plan.Moment;
import io.soakgate.plan.MomentChecks;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** How long things are expected to take, from the plan (its language, rule 8). */
final class Takes {
  private static final List<String> INSIDE = List.of(Moment.BEFORE, Moment.AFTER, Moment.RELEASED);

  private Takes() {}

  /** From the opening of the window until the change is released. */
  static Duration walk(Stage stage) {
    Stream<Duration> checks =
        stage.environment().checks().stream()
            .filter(m -> INSIDE.contains(m.moment()))
            .map(MomentChecks::checks)
            .flatMap(List::stream)
            .filter(c -> c.appliesIn(stage.name()))
            .map(Check::takes);
    Duration backup =
        stage.environment().backup() == null ? null : stage.environment().backup().takes();
    return sum(Stream.concat(checks, Stream.of(backup == null ? Duration.ZERO : backup)))
        .plus(rollback(stage));
  }

  /** Taking everything back takes at most as long as doing it did. */
  static Duration rollback(Stage stage) {
    return sum(
        stage.admitted().plan().changes().stream()
            .filter(c -> c.appliesIn(stage.name()))
            .map(Change::takes));
  }

  private static Duration sum(Stream<Duration> all) {
    return all.filter(Objects::nonNull).reduce(Duration.ZERO, Duration::plus);
  }
}
