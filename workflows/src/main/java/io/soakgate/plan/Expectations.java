package io.soakgate.plan;

import io.soakgate.plan.Placeholders.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code must}, {@code should} and {@code when}: value names and their bounds. */
final class Expectations {
  private final Book book;
  private final Scope scope;

  Expectations(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** The entries; empty when the node is missing, a problem when it is there and empty. */
  List<Expectation> read(Optional<Node> node) {
    List<Expectation> all = new ArrayList<>();
    node.ifPresent(n -> read(n, all));
    return all;
  }

  private void read(Node node, List<Expectation> all) {
    if (node.isMapping() && node.keys().isEmpty()) {
      node.refuse(
          node.words() + " without entries", "nothing is expected", "name a value and its bound");
    }
    for (String value : node.keys()) {
      Node bound = node.optional(value).orElseThrow();
      bound(bound).ifPresent(b -> all.add(new Expectation(value, b)));
    }
  }

  private Optional<Bound> bound(Node node) {
    boolean shared = scope.reach() == Scope.Reach.SHARED && scope.environments().size() > 1;
    if (shared && Placeholders.anyIn(node)) {
      node.refuse(
          node.words(),
          "this check is the same in every environment, so no value can be filled in",
          "write the figure, or move the check to an environment's `checks`");
      return Optional.empty();
    }
    Optional<Bound> first = Optional.empty();
    for (Node filled : book.placeholders.filled(node, scope, Use.BOUND)) {
      Optional<Bound> bound = Bounds.parse(filled);
      first = first.isPresent() ? first : bound;
    }
    return first;
  }
}
