package io.soakgate.deployment.walk;

import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A gate as the plan and the target's policy want it. */
final class NewGate {
  private NewGate() {}

  static Gate of(
      Stage stage, GateRule rule, List<Tick> ticks, int attempt, Instant now, Instant expires) {
    Policy policy = stage.target().policy();
    return new Gate(
        stage.name(),
        rule.moment(),
        attempt,
        stage.admitted().digest(),
        rule.roles(),
        ticks,
        now,
        expires,
        stage.admitted().starter(policy),
        !policy.secondPerson(),
        !policy.signatures(),
        List.of(),
        null,
        null);
  }

  /** When it closes: as the plan says, else at {@code latest}; never later than the policy says. */
  static Instant expires(Stage stage, GateRule rule, Instant now, Instant latest) {
    Policy policy = stage.target().policy();
    return Stream.of(
            rule.expires() == null ? latest : now.plus(rule.expires()),
            policy.gateOpen() == null ? null : now.plus(policy.gateOpen()))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Why a gate that closed was not given. */
  static String notGiven(Gate closed) {
    return closed.rejected()
        ? "gate %s was rejected by %s: %s"
            .formatted(closed.moment(), closed.rejectedBy(), closed.rejectedWhy())
        : "gate %s expired at %s without %s"
            .formatted(closed.moment(), closed.expires(), Words.list(closed.missing()));
  }

  /** Whom it waits for, and with which plan. */
  static String waits(Stage stage, GateRule rule) {
    return "waits for " + Words.list(rule.roles()) + "; " + stage.admitted().origin().words();
  }

  /** What people are told who are called to it. */
  static String call(Stage stage, GateRule rule, Gate gate) {
    List<String> names = gate.ticks().stream().map(Tick::name).toList();
    boolean before = Moment.BEFORE_CHANGES.contains(rule.moment());
    List<String> unattended = before ? stage.cautions().unattended() : List.of();
    return waits(stage, rule)
        + (names.isEmpty() ? "" : "; who agrees confirms " + String.join(", ", names))
        + (unattended.isEmpty()
            ? ""
            : "; agreeing lets run by itself: " + String.join("; ", unattended))
        + (stage.cautions().caveats().isEmpty()
            ? ""
            : "; do not count on " + String.join("; nor on ", stage.cautions().caveats()));
  }
}
