package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.AdmitActivity.WayBack;
import io.soakgate.deployment.Status.Attestation;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.Rollback;
import io.soakgate.verdict.Gate;
import io.soakgate.verdict.Gate.Tick;
import io.soakgate.verdict.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A gate as the plan and the target's policy want it. */
public final class NewGate {
  private NewGate() {}

  /** Opens one; {@code expires} is null when it stays open. */
  public static Gate of(
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
  public static Instant expires(Stage stage, GateRule rule, Instant now, Instant latest) {
    Policy policy = stage.target().policy();
    return Stream.of(
            rule.expires() == null ? latest : now.plus(rule.expires()),
            policy.gateOpen() == null ? null : now.plus(policy.gateOpen()))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Why a gate that closed was not given. */
  public static String notGiven(Gate closed) {
    return closed.rejected()
        ? "gate %s was rejected by %s: %s"
            .formatted(closed.moment(), closed.rejectedBy(), closed.rejectedWhy())
        : "gate %s expired at %s without %s"
            .formatted(closed.moment(), closed.expires(), Words.list(closed.missing()));
  }

  /** Whom it waits for, and with which plan. */
  public static String waits(Stage stage, GateRule rule) {
    return "waits for " + Words.list(rule.roles()) + "; " + stage.admitted().origin().words();
  }

  /** What people are told who are called to it. */
  public static String call(Stage stage, GateRule rule, Gate gate) {
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

  /** What people confirm when they agree, as they are shown it. */
  static List<Attestation> attestations(Gate gate) {
    return gate.ticks().stream().map(t -> new Attestation(t.name(), t.role(), t.words())).toList();
  }

  /** All ways before the first change, the one that is asked about before a rollback. */
  static List<String> sql(List<WayBack> ways, String moment) {
    boolean all = Moment.BEFORE_CHANGES.contains(moment);
    return ways.stream()
        .filter(way -> all || Rollback.gate(way.option()).equals(moment))
        .map(way -> "rollback " + way.option() + ": " + way.words())
        .toList();
  }
}
