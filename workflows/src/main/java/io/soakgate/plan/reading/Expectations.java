package io.soakgate.plan.reading;

import io.soakgate.plan.Bound;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Spec;
import io.soakgate.plan.reading.Placeholders.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code must}, {@code should} and {@code when}: value names and their bounds. */
final class Expectations {
  private final Book book;
  private final Scope scope;
  private final Optional<List<Gauge>> gauges;

  /**
   * @param spec what is measured; null when it could not be read
   */
  Expectations(Book book, Scope scope, Spec spec) {
    this.book = book;
    this.scope = scope;
    this.gauges = book.measures(spec);
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
      Optional<Gauge> gauge = gauge(value);
      if (gauges.isPresent() && gauge.isEmpty()) {
        unknown(node, value);
      }
      if (bound.isList() && bound.items().isEmpty()) {
        bound.refuse("this list is empty", "nothing is expected", "write a bound");
      }
      for (Node one : bound.itemsOrSelf()) {
        bound(one, gauge).ifPresent(b -> all.add(new Expectation(value, b)));
      }
    }
  }

  private Optional<Gauge> gauge(String value) {
    return gauges.orElse(List.of()).stream().filter(g -> g.isCalled(value)).findFirst();
  }

  private void unknown(Node node, String value) {
    List<String> known = gauges.orElseThrow().stream().map(Gauge::name).toList();
    book.problems.add(
        node.keyAt(value),
        "no value is called `" + YamlText.shortened(value) + "`",
        "measured here: " + (known.isEmpty() ? "nothing" : Suggestion.list(known)),
        Suggestion.nearest(value, known)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("name one of them"));
  }

  private Optional<Bound> bound(Node node, Optional<Gauge> gauge) {
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
      bound
          .flatMap(b -> gauge.flatMap(g -> g.refuses(b)))
          .ifPresent(r -> filled.refuse(filled.words(), r.why(), r.todo()));
      first = first.isPresent() ? first : bound;
    }
    return first;
  }
}
