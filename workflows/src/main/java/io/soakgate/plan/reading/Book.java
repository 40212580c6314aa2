package io.soakgate.plan.reading;

import io.soakgate.plan.Gauge;
import io.soakgate.plan.History;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Kinds.Position;
import io.soakgate.plan.reading.Scope.Reach;
import io.soakgate.plan.reading.Scope.Valued;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The plan as it lies on the table while it is read: everything named, still as nodes, so that a
 * thing can be read where it is used, for the environments that use it.
 */
final class Book {
  final Kinds kinds;
  final Problems problems;
  final Placeholders placeholders = new Placeholders();
  final Map<String, Node> roles;
  final Map<String, Node> channels;
  final Map<String, Node> probes;
  final Map<String, Node> actions;
  final Map<String, Node> checklists;
  final Map<String, Node> changes;
  final Map<String, Node> environments;
  final Map<String, Node> rules;
  final Map<String, Node> rollbacks;

  /** How long options may take that do not say it themselves; it stands among them. */
  final Optional<Node> rollbacksWithin;

  private final Map<String, Valued> values = new LinkedHashMap<>();
  private final Map<Spec, Optional<List<Gauge>>> gauges = new IdentityHashMap<>();
  private final Map<String, List<String>> files = new LinkedHashMap<>();
  private final Set<Node> used = new HashSet<>();
  private final Optional<History> history;
  private final Set<String> withParameters = new HashSet<>();

  Book(Node root, Kinds kinds) {
    this.kinds = kinds;
    this.problems = root.problems();
    this.roles = section(root, "roles", true);
    this.channels = section(root, "channels", false);
    this.probes = section(root, "probes", false);
    this.actions = section(root, "actions", false);
    this.checklists = section(root, "checks", false);
    this.changes = section(root, "changes", true);
    this.environments = section(root, "environments", true);
    this.rules = section(root, "rules", false);
    this.rollbacks = section(root, "rollbacks", false);
    this.history = root.optional("history").flatMap(HistoryReader::read);
    this.rollbacksWithin = Optional.ofNullable(rollbacks.remove("within"));
    environments.forEach((name, node) -> values.put(name, new Valued(name, Variables.read(node))));
  }

  private static Map<String, Node> section(Node root, String key, boolean required) {
    Map<String, Node> entries =
        (required ? root.required(key) : root.optional(key)).map(Names::section).orElse(Map.of());
    if (required && root.has(key) && root.optional(key).get().json().isEmpty()) {
      root.optional(key).get().refuse("`" + key + "` is empty", "a plan needs one", "name one");
    }
    return new LinkedHashMap<>(entries);
  }

  /** The environment's name and values. */
  Valued valued(String environment) {
    return values.get(environment);
  }

  /** What these environments share. */
  Scope shared(List<String> names) {
    List<Valued> those = names.stream().map(values::get).toList();
    return new Scope(those, Reach.SHARED);
  }

  /** What no environment uses, read for all of them. */
  Scope unused() {
    return new Scope(List.copyOf(values.values()), Reach.UNUSED);
  }

  /** Remembers what a spec measures. */
  void measures(Spec spec, Optional<List<Gauge>> what) {
    gauges.put(spec, what);
  }

  /** What a spec measures; empty when only a look tells. */
  Optional<List<Gauge>> measures(Spec spec) {
    return gauges.getOrDefault(spec, Optional.empty());
  }

  /** Which history the plan keeps; null when it says nothing. */
  History history() {
    return history.orElse(null);
  }

  /** Remembers which scripts the action at a place names, in all environments together. */
  void names(Spec action, List<String> scripts) {
    files.put(action.at(), scripts);
  }

  /** The scripts of each action that was read, by its place. */
  Map<String, List<String>> files() {
    return Collections.unmodifiableMap(files);
  }

  /** The migrations among an action's scripts, in the order they run. */
  List<String> migrations(Spec action) {
    return history.map(h -> h.of(files.getOrDefault(action.at(), List.of()))).orElse(List.of());
  }

  /** Remembers that the probe, list, rule or group of that name is used. */
  void use(Node named) {
    used.add(named);
  }

  /** Remembers that checks fill parameters into the probe of that name. */
  void fill(String probe) {
    withParameters.add(probe);
  }

  /** Whether the probe of that name looks at nothing without parameters. */
  boolean isFilled(String probe) {
    return withParameters.contains(probe);
  }

  boolean isUsed(Node named) {
    return used.contains(named);
  }

  /** The environments a change belongs to, read without a word about what is wrong. */
  List<String> environmentsOf(String change) {
    Node quiet = changes.get(change).reportingTo(new Problems());
    List<String> in =
        quiet
            .optional("in")
            .map(node -> Names.allKnown(node, environments.keySet(), ""))
            .orElse(List.of());
    return in.isEmpty() ? List.copyOf(environments.keySet()) : in;
  }

  /** The environments a rollback option can be used in: all that have each change it names. */
  List<String> environmentsOfOption(String option) {
    Node quiet = rollbacks.get(option).reportingTo(new Problems());
    List<String> steps =
        quiet.optional("steps").map(Node::texts).orElse(List.of()).stream()
            .filter(changes::containsKey)
            .toList();
    return environments.keySet().stream()
        .filter(name -> steps.stream().allMatch(step -> environmentsOf(step).contains(name)))
        .toList();
  }

  /**
   * Refuses names that would read as something else where they are used. A probe may have the name
   * of its kind: among checks a bare word is never a kind.
   */
  void refuseClashes() {
    checklists.forEach((name, node) -> refuseKind(name, node, Position.PROBE, "check list"));
    changes.forEach((name, node) -> refuseKind(name, node, Position.ACTION, "change"));
    for (String name : checklists.keySet()) {
      if (probes.containsKey(name)) {
        problems.add(
            checklists.get(name).at(),
            "check list `" + name + "` has the name of a probe",
            "a bare word among checks names either",
            "rename one of them");
      }
    }
  }

  private void refuseKind(String name, Node node, Position position, String what) {
    if (kinds.names(position).contains(name)) {
      problems.add(
          node.at(),
          what + " `" + name + "` has the name of a kind",
          "where it is used it could mean either",
          "rename it");
    }
  }
}
