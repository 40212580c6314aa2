package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Bound.Operator;
import io.soakgate.plan.Bound.Versus;
import io.soakgate.plan.Check;
import io.soakgate.plan.Environment;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.MomentChecks;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Spec;
import io.soakgate.plan.Watch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Figures that are neither success nor breach: a check wants {@code < 500}, a rule of the watch
 * breaks at {@code > 600}, and 550 is between them (T-16).
 */
final class DeadBands {
  private static final List<String> BEFORE = List.of(Moment.ANNOUNCED, Moment.GO, Moment.BEFORE);
  private static final List<Operator> UPPER = List.of(Operator.LESS, Operator.AT_MOST);
  private static final List<Operator> LOWER = List.of(Operator.MORE, Operator.AT_LEAST);
  private static final List<Operator> STRICT = List.of(Operator.LESS, Operator.MORE);

  private DeadBands() {}

  /** The watches; each rule knows what the checks after the changes call success. */
  static List<Watch> known(String environment, List<Watch> watches, List<MomentChecks> moments) {
    List<Check> checks =
        moments.stream()
            .filter(m -> !BEFORE.contains(m.moment()))
            .flatMap(m -> m.checks().stream())
            .filter(c -> c.appliesIn(environment))
            .toList();
    return watches.stream()
        .map(w -> w.with(w.phases(), w.sample(), rules(w.rules(), checks)))
        .toList();
  }

  private static List<Rule> rules(List<Rule> rules, List<Check> checks) {
    return rules.stream().map(r -> r.healthy(success(r, checks))).toList();
  }

  private static List<Expectation> success(Rule rule, List<Check> checks) {
    List<Expectation> success = new ArrayList<>();
    for (Check check : checks) {
      if (same(check.probe(), rule.probe())) {
        check.must().stream().filter(e -> between(e, rule).isPresent()).forEach(success::add);
        check.should().stream().filter(e -> between(e, rule).isPresent()).forEach(success::add);
      }
    }
    return success.stream().distinct().toList();
  }

  private static boolean same(Spec one, Spec other) {
    return one.kind().equals(other.kind()) && one.with().equals(other.with());
  }

  /** What the rule breaks at, when a figure can be neither. */
  static Optional<Expectation> between(Expectation success, Rule rule) {
    return rule.when().stream()
        .filter(w -> w.value().equals(success.value()) && gap(success.bound(), w.bound()))
        .findFirst();
  }

  private static boolean gap(Bound success, Bound breach) {
    boolean figures = success.versus() == Versus.NOTHING && breach.versus() == Versus.NOTHING;
    boolean falls = UPPER.contains(success.operator()) && LOWER.contains(breach.operator());
    boolean rises = LOWER.contains(success.operator()) && UPPER.contains(breach.operator());
    if (!figures || !falls && !rises) {
      return false;
    }
    BigDecimal room =
        falls ? breach.low().subtract(success.low()) : success.low().subtract(breach.low());
    boolean border = STRICT.contains(success.operator()) && STRICT.contains(breach.operator());
    return room.signum() > 0 || room.signum() == 0 && border;
  }

  /** Refuses an environment that could end in such a figure without anybody being asked. */
  static void refuse(Environment environment, Node node) {
    GateRule gate = environment.gateAt(Moment.END);
    if (gate != null && !gate.roles().isEmpty()) {
      return;
    }
    environment.watches().stream()
        .flatMap(w -> w.rules().stream())
        .filter(r -> !r.healthy().isEmpty())
        .findFirst()
        .ifPresent(rule -> refuse(environment, rule, node));
  }

  private static void refuse(Environment environment, Rule rule, Node node) {
    Expectation success = rule.healthy().get(0);
    node.refuse(
        "`%s` of `%s` may end between success and breach"
            .formatted(success.value(), environment.name()),
        "a check wants `%s`, rule `%s` breaks at `%s`, and nobody is asked about what lies between"
            .formatted(
                success.bound().text(),
                rule.name(),
                between(success, rule).orElseThrow().bound().text()),
        "add `end: {roles: [<role>], if: warnings}` under `approve`");
  }
}
