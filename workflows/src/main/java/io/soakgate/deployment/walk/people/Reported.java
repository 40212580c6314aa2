package io.soakgate.deployment.walk.people;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.stage.Words;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Breaches that people report: what they saw and no probe did (M-109). */
public final class Reported {
  private final List<Breach> all = new ArrayList<>();

  /** A watch begins. */
  public void begin() {
    all.clear();
  }

  /** The rule of a watch that a person may report broken. */
  public static Optional<Rule> rule(Watch watch, String name) {
    return rules(watch).filter(r -> r.name().equals(name)).findFirst();
  }

  /** The refusal of a rule that a watch does not have. */
  public static Answer stranger(Watch watch, String name) {
    return Orders.refused(
        "watch " + watch.name() + " has no rule " + name,
        "it has " + Words.list(rules(watch).map(Rule::name).toList()));
  }

  private static Stream<Rule> rules(Watch watch) {
    return watch.rules().stream().filter(r -> !r.tracked());
  }

  /** What a breach leads to is the plan's, whoever sees it. */
  public Answer report(Command c, Watch watch) {
    Rule rule = rule(watch, c.option()).orElse(null);
    if (rule == null) {
      return stranger(watch, c.option());
    }
    String words = rule.name() + ", reported by " + c.by() + ": " + c.reason();
    all.add(new Breach(rule.name(), false, rule.severity(), rule.then(), words));
    return Orders.recorded("a breach of " + rule.name() + ", which leads to " + words(rule.then()));
  }

  private static String words(Response then) {
    return Words.then(then) + (then.freeze() ? ", and writes are kept out at once" : "");
  }

  /** Whether any was reported that no watch has taken. */
  public boolean any() {
    return !all.isEmpty();
  }

  /** All of them, once. */
  public List<Breach> take() {
    List<Breach> now = List.copyOf(all);
    all.clear();
    return now;
  }
}
