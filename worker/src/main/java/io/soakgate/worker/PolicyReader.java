package io.soakgate.worker;

import io.soakgate.plan.Moment;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Gate.Holder;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Policy.GateFloor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads what a target asks of every plan; what it does not say is that of a target of its sort. */
final class PolicyReader {
  private static final List<String> WORDS = List.of("required", "optional");
  private static final List<String> SOURCES = List.of("cli", "slack", "ui");
  // The gates a walk stops at; nothing stops at its announcement.
  private static final List<String> GATES =
      Moment.WALK.stream().filter(m -> !m.equals(Moment.ANNOUNCED)).toList();
  private static final int MOST_PEOPLE = 20;

  private final List<Holder> holders;

  PolicyReader(List<Holder> holders) {
    this.holders = holders;
  }

  Policy read(Optional<Node> found, boolean disposable) {
    Policy standard = disposable ? Policy.disposable() : Policy.earnest();
    if (found.isEmpty()) {
      return standard;
    }
    Node node = found.get();
    Policy policy =
        new Policy(
            node.optional("gates").map(this::gates).orElse(List.of()),
            node.optional("people").map(this::people).orElse(0),
            node.optional("sources").map(PolicyReader::sources).orElse(List.of()),
            required(node, "signatures", standard.signatures()),
            required(node, "second-person", standard.secondPerson()),
            required(node, "window", standard.window()),
            required(node, "backup", standard.backup()),
            required(node, "clean-tree", standard.cleanTree()),
            node.optional("gate-open").map(Node::positiveDuration).orElse(null),
            node.optional("commands").map(this::roles).orElse(List.of()));
    node.done();
    return policy;
  }

  private List<GateFloor> gates(Node node) {
    return node.keys().stream()
        .filter(moment -> known(node, moment))
        .map(
            moment ->
                new GateFloor(moment, node.required(moment).map(this::roles).orElse(List.of())))
        .toList();
  }

  private static boolean known(Node node, String moment) {
    if (!GATES.contains(moment)) {
      node.problems()
          .add(
              node.keyAt(moment),
              "there is no gate " + moment,
              "known here: " + String.join(", ", GATES),
              "write one of these");
      return false;
    }
    return true;
  }

  /** Roles that somebody holds: what nobody can give would close the target for good. */
  private List<String> roles(Node node) {
    List<String> held =
        holders.stream().filter(h -> !h.people().isEmpty()).map(Holder::role).toList();
    return (node.isList() ? node.items() : List.of(node))
        .stream().map(n -> role(n, held)).filter(Objects::nonNull).toList();
  }

  private static String role(Node node, List<String> held) {
    String role = node.text();
    if (role != null && !held.contains(role)) {
      node.refuse(
          "nobody holds the role " + role,
          "what this policy asks for could never be given",
          "name people for it under roles");
      return null;
    }
    return role;
  }

  private Integer people(Node node) {
    Integer people = node.whole(0, MOST_PEOPLE);
    long there = holders.stream().flatMap(h -> h.people().stream()).distinct().count();
    if (people != null && people > there) {
      node.refuse(
          "this policy wants " + people + " people and the roles name " + there,
          "no plan could ever have so many agree",
          "ask for fewer, or name more people under roles");
      return 0;
    }
    return people == null ? 0 : people;
  }

  private static List<String> sources(Node node) {
    return (node.isList() ? node.items() : List.of(node))
        .stream().map(n -> n.oneOf(SOURCES)).filter(Objects::nonNull).toList();
  }

  private static boolean required(Node node, String key, boolean standard) {
    String word = node.optional(key).map(n -> n.oneOf(WORDS)).orElse(null);
    return word == null ? standard : word.equals(WORDS.get(0));
  }
}
