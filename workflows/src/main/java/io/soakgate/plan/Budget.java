package io.soakgate.plan;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How long an environment's walk is expected to take, from the plan (its language, rule 8).
 *
 * @param walk from the opening of the window until the changes are released, and those watches are
 *     over that have to be {@code in-window}
 * @param rollback taking everything back after that
 */
public record Budget(Duration walk, Duration rollback) {
  private static final List<String> INSIDE = List.of(Moment.BEFORE, Moment.AFTER, Moment.RELEASED);

  /** What the plan says about this environment; what it does not say takes no time. */
  public static Budget of(List<Change> changes, Environment environment) {
    Stream<Duration> checks =
        environment.checks().stream()
            .filter(m -> INSIDE.contains(m.moment()))
            .map(MomentChecks::checks)
            .flatMap(List::stream)
            .filter(c -> c.appliesIn(environment.name()))
            .map(Check::takes);
    Backup backup = environment.backup();
    Duration applied =
        sum(changes.stream().filter(c -> c.appliesIn(environment.name())).map(Change::takes));
    Duration before = backup == null || backup.takes() == null ? Duration.ZERO : backup.takes();
    Duration passing =
        sum(
            changes.stream()
                .filter(c -> c.temporary() && c.appliesIn(environment.name()))
                .map(Change::takes));
    // Taking everything back takes at most as long as doing it did.
    return new Budget(
        sum(checks).plus(before).plus(applied).plus(passing).plus(watched(environment)), applied);
  }

  /**
   * What is still to come when a change is about to begin: it, those after it, and the checks up to
   * the release, and watches that must be over inside the window.
   *
   * @param left the change and those after it
   */
  public static Duration left(List<Change> left, Environment environment) {
    return sum(left.stream().map(Change::takes))
        .plus(checks(environment, Moment.AFTER))
        .plus(checks(environment, Moment.RELEASED))
        .plus(watched(environment));
  }

  private static Duration checks(Environment environment, String moment) {
    return sum(
        environment.checksAt(moment).stream()
            .filter(c -> c.appliesIn(environment.name()))
            .map(Check::takes));
  }

  /** The same, with the walk taking at least so long; null says nothing. */
  public Budget atLeast(Duration walk) {
    return walk == null || walk.compareTo(this.walk) <= 0 ? this : new Budget(walk, rollback);
  }

  /** What must fit between the opening of a window and its closing (T-20). */
  public Duration all() {
    return walk.plus(rollback);
  }

  private static Duration watched(Environment environment) {
    return sum(environment.watches().stream().filter(Watch::inWindow).map(Watch::length));
  }

  private static Duration sum(Stream<Duration> all) {
    return all.filter(Objects::nonNull).reduce(Duration.ZERO, Duration::plus);
  }
}
