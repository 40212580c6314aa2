package io.soakgate.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one change. */
final class ChangeReader {
  private final Book book;
  private final String name;
  private final Node node;
  private final Scope scope;

  ChangeReader(Book book, String name, Node node) {
    this.book = book;
    this.name = name;
    this.node = node;
    this.scope = book.shared(book.environmentsOf(name));
  }

  /** The change; empty (and a problem) when it is no mapping or has no action. */
  Optional<Change> read() {
    if (!node.isMapping()) {
      node.keys();
      return Optional.empty();
    }
    Later.refuse(node, Later.CHANGE);
    SpecReader specs = new SpecReader(book, scope);
    Optional<Spec> apply = node.required("apply").flatMap(specs::action);
    Optional<Node> undo = node.required("undo");
    Optional<Node> never = undo.filter(u -> u.has("none"));
    String why = never.map(ChangeReader::why).orElse(null);
    List<Spec> actions = undo.filter(u -> !u.has("none")).map(this::undo).orElse(List.of());
    List<Check> verify =
        node.required("verify").map(new CheckReader(book, scope)::checks).orElse(List.of());
    Duration takes = node.optional("takes").map(Node::positiveDuration).orElse(null);
    List<String> in =
        node.optional("in")
            .map(n -> Names.allKnown(n, book.environments.keySet(), "environment"))
            .orElse(List.of());
    List<Accepted> accept = node.optional("accept").map(this::accept).orElse(List.of());
    node.done();
    return apply.map(a -> new Change(name, a, actions, why, verify, takes, in, accept));
  }

  private List<Accepted> accept(Node accept) {
    List<Accepted> accepted = new ArrayList<>();
    for (String rule : accept.keys()) {
      String reason = accept.optional(rule).map(Node::text).orElse(null);
      boolean known = Names.knownKey(accept, rule, book.kinds.lintRules(), "lint rule");
      if (known && reason != null) {
        accepted.add(new Accepted(rule, reason, accept.keyAt(rule)));
      }
    }
    return accepted;
  }

  private static String why(Node undo) {
    String why = undo.optional("none").map(Node::text).orElse(null);
    undo.done();
    return why;
  }

  private List<Spec> undo(Node undo) {
    if (undo.isList() && undo.items().isEmpty()) {
      undo.refuse(
          "this undo does nothing",
          "a rollback would leave the change in place",
          "write an action, or `{none: why}`");
    }
    SpecReader specs = new SpecReader(book, scope);
    List<Spec> actions = new ArrayList<>();
    undo.itemsOrSelf().forEach(item -> specs.action(item).ifPresent(actions::add));
    return actions;
  }
}
