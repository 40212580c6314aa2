package io.soakgate.deployment.walk.watch;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Command;
import io.soakgate.deployment.WatchWorkflow.Breach;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.people.Reported;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.ForAWhile;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Stage;
import io.soakgate.plan.Response;
import io.soakgate.plan.Rule;
import io.soakgate.plan.Severity;
import io.soakgate.plan.Watch;
import io.soakgate.verdict.Snooze;
import io.soakgate.verdict.TwoPeople;
import io.soakgate.verdict.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that are not heeded for a while, because a person knows why they break. They are measured,
 * judged and written down all the same; what rolls back at once takes a second person.
 */
public final class Snoozes {
  /** A rule that nobody wants to hear of for longer is the plan's to change. */
  static final Duration LONGEST = Duration.ofHours(24);

  private final PlanTime time;
  private final Chronicle chronicle;
  private final Concessions concessions;
  private final List<Snooze> all = new ArrayList<>();
  private final Map<String, String> asked = new LinkedHashMap<>();

  public Snoozes(PlanTime time, Chronicle chronicle, Concessions concessions) {
    this.time = time;
    this.chronicle = chronicle;
    this.concessions = concessions;
  }

  /** Another watch begins: what was said was said of the rules of the one before. */
  public void begin() {
    all.clear();
    asked.clear();
  }

  /** The breaches that are heeded; of the others the audit alone is told. */
  public List<Breach> heeded(Stage stage, List<Breach> breaches) {
    List<Breach> heeded = new ArrayList<>();
    for (Breach breach : breaches) {
      Optional<Snooze> snooze = breach.asleep() ? last(breach.rule()) : of(breach.rule());
      snooze.ifPresentOrElse(
          s ->
              chronicle.note(
                  stage.name(), "rule " + s.rule(), "asleep", "skipped", words(breach, s)),
          () -> heeded.add(breach));
    }
    return heeded;
  }

  private static String words(Breach breach, Snooze snooze) {
    return breach.words() + "; not heeded, snoozed until " + snooze.until() + " by " + snooze.by();
  }

  private Optional<Snooze> of(String rule) {
    return last(rule).filter(s -> s.lasts(time.now()));
  }

  private Optional<Snooze> last(String rule) {
    return all.stream().filter(s -> s.rule().equals(rule)).reduce((first, second) -> second);
  }

  /** Those that last, and those that are over. */
  public List<Snooze> list() {
    return List.copyOf(all);
  }

  /** Takes {@code slow/2h}; {@code slow/0m} ends it. */
  public Answer take(Stage stage, Watch watch, Command c) {
    ForAWhile said = ForAWhile.of(c.option());
    Rule rule = Reported.rule(watch, said.name()).orElse(null);
    if (rule == null) {
      return Reported.stranger(watch, said.name());
    }
    Duration lasts = said.lasts();
    if (lasts == null || lasts.compareTo(LONGEST) > 0) {
      return Orders.refused(
          "a rule is snoozed for a while, and " + c.option() + " does not say for how long",
          "write at most 24h, such as " + rule.name() + "/2h");
    }
    if (lasts.isZero()) {
      return wake(stage, rule, c);
    }
    int length = c.reason().strip().length();
    if (length < Waiver.REASON) {
      return Orders.refused(
          "the reason has " + length + " characters",
          "say in " + Waiver.REASON + " or more why rule " + rule.name() + " may be broken");
    }
    return takesTwo(rule) ? second(stage, rule, lasts, c) : snooze(stage, rule, lasts, null, c);
  }

  /** What is critical and rolls back by itself is not one person's to switch off. */
  private static boolean takesTwo(Rule rule) {
    return rule.severity() == Severity.CRITICAL && rule.then().act() == Response.Act.ROLLBACK;
  }

  private Answer second(Stage stage, Rule rule, Duration lasts, Command c) {
    String first = asked.get(rule.name());
    TwoPeople two = new TwoPeople(stage.admitted().startedBy(), first);
    String why = two.whyNot(c.by(), stage.admitted().holders(), "says so", "says so, too");
    if (why != null) {
      return new Answer(false, "refused: " + why);
    }
    if (two.first(c.by())) {
      asked.put(rule.name(), c.by().strip());
      chronicle.note(
          stage.name(), "rule " + rule.name(), "asked", "waiting", "snooze: " + c.reason());
      return Orders.recorded(
          "asked for by "
              + c.by().strip()
              + "; rule "
              + rule.name()
              + " rolls back by itself and is critical, so it is snoozed when a second person says"
              + " so, too");
    }
    return snooze(stage, rule, lasts, first, c);
  }

  private Answer snooze(Stage stage, Rule rule, Duration lasts, String first, Command c) {
    Instant now = time.now();
    Snooze snooze =
        new Snooze(rule.name(), now, now.plus(lasts), c.by().strip(), first, c.reason().strip());
    end(rule);
    all.add(snooze);
    concessions.snoozed(stage, snooze);
    return Orders.recorded(
        "rule "
            + rule.name()
            + " is snoozed until "
            + snooze.until()
            + "; it is judged all the same");
  }

  private Answer wake(Stage stage, Rule rule, Command c) {
    if (of(rule.name()).isEmpty()) {
      return Orders.refused("rule " + rule.name() + " is not snoozed", "see soakgate status");
    }
    end(rule);
    String words = "rule " + rule.name() + " is heeded again, says " + c.by() + ": " + c.reason();
    chronicle.note(stage.name(), "rule " + rule.name(), "woken", "ok", words);
    return Orders.recorded("rule " + rule.name() + " is heeded again");
  }

  private void end(Rule rule) {
    Instant now = time.now();
    all.replaceAll(s -> s.rule().equals(rule.name()) && s.lasts(now) ? s.endedAt(now) : s);
    asked.remove(rule.name());
  }
}
