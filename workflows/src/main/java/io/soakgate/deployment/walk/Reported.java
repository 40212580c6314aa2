package io.soakgate.deployment.walk;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Breaches that people report: what they saw and no probe did (M-109). */
final class Reported {
  private final List<Breach> all = new ArrayList<>();

  /** A watch begins. */
  void begin() {
    all.clear();
  }

  /** What a breach leads to is the plan's, whoever sees it. */
  Answer report(Command c, Watch watch) {
    List<Rule> rules = watch.rules().stream().filter(r -> !r.tracked()).toList();
    Rule rule = rules.stream().filter(r -> r.name().equals(c.option())).findFirst().orElse(null);
    if (rule == null) {
      return Orders.refused(
          "watch " + watch.name() + " has no rule " + c.option(),
          "it has " + Words.list(rules.stream().map(Rule::name).toList()));
    }
    String words = rule.name() + ", reported by " + c.by() + ": " + c.reason();
    all.add(new Breach(rule.name(), false, rule.severity(), rule.then(), words));
    return Orders.recorded("a breach of " + rule.name() + ", which leads to " + words(rule.then()));
  }

  private static String words(Response then) {
    return then.act().name().toLowerCase(Locale.ROOT)
        + (then.option() == null ? "" : " " + then.option())
        + (then.freeze() ? ", and writes are kept out at once" : "");
  }

  boolean any() {
    return !all.isEmpty();
  }

  /** All of them, once. */
  List<Breach> take() {
    List<Breach> now = List.copyOf(all);
    all.clear();
    return now;
  }
}
