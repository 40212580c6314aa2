package io.soakgate.verdict;

import io.soakgate.plan.Environment;
import io.soakgate.plan.GateRule;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Gate.Holder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the people there are can open a gate at all (B-38, B-39). What could never open is
 * refused before anything begins, with the names.
 */
public final class Quorum {
  private static final String ADD = "name more people under roles in the worker's configuration";

  private final Environment environment;
  private final Policy policy;
  private final List<Holder> holders;
  private final List<String> provable;
  private final String starter;
  private final Problems problems;

  private Quorum(
      Environment environment,
      Policy policy,
      List<Holder> holders,
      List<String> provable,
      String starter,
      Problems problems) {
    this.environment = environment;
    this.policy = policy;
    this.holders = holders;
    this.provable = provable;
    this.starter = starter == null || starter.isBlank() ? null : starter.strip();
    this.problems = problems;
  }

  /**
   * Adds a problem for each gate of the environment that nobody could open.
   *
   * @param provable the people who can prove who they are
   * @param starter who starts the deployment; null when unknown
   */
  public static void check(
      Environment environment,
      Policy policy,
      List<Holder> holders,
      List<String> provable,
      String starter,
      Problems problems) {
    check(environment, environment.gates(), policy, holders, provable, starter, problems);
  }

  /** The same for these gates, such as those of single actions. */
  public static void check(
      Environment environment,
      List<GateRule> gates,
      Policy policy,
      List<Holder> holders,
      List<String> provable,
      String starter,
      Problems problems) {
    Quorum quorum = new Quorum(environment, policy, holders, provable, starter, problems);
    gates.forEach(quorum::gate);
  }

  private void gate(GateRule rule) {
    String gate = "gate " + rule.moment();
    for (String role : rule.roles()) {
      if (!all(role).isEmpty() && able(role).isEmpty()) {
        nobodyLeft(gate, role);
        return;
      }
    }
    List<String> roles = asked(rule);
    tooFew(roles, new ArrayList<>(), 0).ifPresent(some -> tell(gate, rule, some));
  }

  /** The roles of the gate, each to be given by another person. */
  private List<String> asked(GateRule rule) {
    List<String> roles = new ArrayList<>(rule.roles());
    if (roles.size() == 1 && starter == null && policy.secondPerson()) {
      roles.add(roles.get(0));
    }
    return roles;
  }

  private void nobodyLeft(String gate, String role) {
    List<String> proven = all(role).stream().filter(this::proven).toList();
    if (proven.isEmpty()) {
      problems.add(
          environment.name(),
          gate + " asks " + role + ", and " + names(all(role)) + " cannot prove who they are",
          "the policy of " + environment.target() + " wants signatures",
          "make a key with soakgate key new, and put its line under people in the worker's"
              + " configuration");
      return;
    }
    problems.add(
        environment.name(),
        gate + " asks " + role + ", which only " + names(proven) + " can give, who starts this",
        "the policy of " + environment.target() + " does not let the starter agree",
        "let somebody else start it, or " + ADD);
  }

  private void tell(String gate, GateRule rule, List<String> some) {
    List<String> people = List.copyOf(people(some));
    if (some.size() > rule.roles().size()) {
      problems.add(
          environment.name(),
          gate
              + " asks two people for "
              + rule.roles().get(0)
              + ", which only "
              + names(people)
              + " can give",
          "nobody knows who started this, and the starter alone may not agree",
          "start it again naming who starts: \"by\", or " + ADD);
      return;
    }
    problems.add(
        environment.name(),
        gate + " asks " + names(some) + ", which only " + names(people) + " can give",
        "each role is given by another person, so "
            + some.size()
            + " are needed and there "
            + (people.size() == 1 ? "is 1" : "are " + people.size()),
        ADD);
  }

  /** The smallest choice of roles for which there are fewer people than roles, or nothing. */
  private Optional<List<String>> tooFew(List<String> roles, List<String> some, int from) {
    for (int size = 1; size <= roles.size(); size++) {
      var found = choose(roles, some, from, size);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<List<String>> choose(List<String> roles, List<String> some, int from, int left) {
    if (left == 0) {
      return people(some).size() < some.size() && some.stream().noneMatch(r -> all(r).isEmpty())
          ? Optional.of(some)
          : Optional.empty();
    }
    for (int i = from; i + left <= roles.size(); i++) {
      List<String> more = new ArrayList<>(some);
      more.add(roles.get(i));
      var found = choose(roles, more, i + 1, left - 1);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Set<String> people(List<String> roles) {
    Set<String> people = new LinkedHashSet<>();
    roles.forEach(role -> people.addAll(able(role)));
    return people;
  }

  private List<String> all(String role) {
    return new Holders(holders).of(role);
  }

  /** Who can give the role here. */
  private List<String> able(String role) {
    return all(role).stream().filter(this::proven).filter(this::another).toList();
  }

  private boolean proven(String person) {
    return !policy.signatures() || provable.stream().anyMatch(p -> Holders.same(p, person));
  }

  private boolean another(String person) {
    return !policy.secondPerson() || !Holders.same(starter, person);
  }

  private static String names(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1))
            + " and "
            + names.get(names.size() - 1);
  }
}
