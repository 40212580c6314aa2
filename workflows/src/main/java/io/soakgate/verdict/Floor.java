package io.soakgate.verdict;

import io.soakgate.plan.Durations;
import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.Moment;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Policy.GateFloor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where an environment of a plan asks for less than its target's policy (decision 7). */
public final class Floor {
  private static final String ATTESTED = "attested";

  private final Environment environment;
  private final Policy policy;
  private final Problems problems;
  private final String why;

  private Floor(Environment environment, Policy policy, Problems problems) {
    this.environment = environment;
    this.policy = policy;
    this.problems = problems;
    this.why = "the policy of " + environment.target();
  }

  /**
   * Adds every problem there is.
   *
   * @param unclean why the plan's folder is not what Git has, or null when it is
   */
  public static void check(
      Environment environment, Policy policy, String unclean, Problems problems) {
    Floor floor = new Floor(environment, policy, problems);
    policy.gates().forEach(floor::gate);
    floor.people();
    environment.gates().forEach(floor::open);
    floor.starts();
    if (policy.cleanTree() && unclean != null) {
      problems.add(
          environment.name(),
          unclean,
          floor.why + " runs only what is committed to Git",
          "commit the plan and its scripts, and start again");
    }
  }

  private void gate(GateFloor floor) {
    GateRule rule = environment.gateAt(floor.moment());
    if (rule != null && !rule.always()) {
      problems.add(
          environment.name(),
          "gate " + floor.moment() + " opens only when there are warnings",
          why + " asks " + String.join(", ", floor.roles()) + " there, whatever was seen",
          "remove if: warnings there, or ask at another moment for it");
    }
    List<String> asked = rule == null ? List.of() : rule.roles();
    List<String> missing = floor.roles().stream().filter(r -> !asked.contains(r)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          environment.name(),
          rule == null
              ? "there is no gate " + floor.moment()
              : "gate " + floor.moment() + " does not ask " + String.join(", ", missing),
          why + " asks " + String.join(", ", floor.roles()) + " there",
          "add it in the plan: approve: {"
              + floor.moment()
              + ": ["
              + String.join(", ", Stream.concat(asked.stream(), missing.stream()).toList())
              + "]}");
    }
  }

  private void people() {
    int asked =
        Stream.of(Moment.GO, Moment.BEFORE)
            .map(environment::gateAt)
            .filter(Objects::nonNull)
            .mapToInt(rule -> rule.roles().size())
            .max()
            .orElse(0);
    if (asked < policy.people()) {
      problems.add(
          environment.name(),
          "no gate before the first change asks " + policy.people() + " people",
          why + " wants so many to agree",
          "name more roles at approve: {go: …} in the plan; each is given by another person");
    }
  }

  private void open(GateRule rule) {
    if (policy.gateOpen() != null
        && rule.expires() != null
        && rule.expires().compareTo(policy.gateOpen()) > 0) {
      String most = Durations.words(policy.gateOpen());
      problems.add(
          environment.name(),
          "gate " + rule.moment() + " stays open for " + Durations.words(rule.expires()),
          why + " closes a gate after " + most,
          "write expires: " + most + " or less in the plan");
    }
  }

  private void starts() {
    if (policy.window() && environment.window() == null) {
      problems.add(
          environment.name(),
          "it may start at any time",
          why + " lets changes start only in a window",
          "add window: {from, to, zone} to the plan");
    }
    if (policy.backup()
        && (environment.backup() == null || environment.backup().spec().kind().equals(ATTESTED))) {
      problems.add(
          environment.name(),
          "there is no backup that is restored and counted",
          why + " wants one before the first change",
          "add backup: {dump: …} or {clone: …} to the plan");
    }
  }
}
