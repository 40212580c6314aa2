package io.soakgate.plan.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Spec;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code watched: probe.value}, short for {@code watched: {value: probe.value}}: what a watch
 * saw through a named probe, in all its samples together.
 */
final class WatchedReader {
  private final Book book;
  private final Scope scope;

  WatchedReader(Book book, Scope scope) {
    this.book = book;
    this.scope = scope;
  }

  /** What stands under the kind, with the probe written out; empty (and a problem) without one. */
  Optional<JsonNode> read(Node with) {
    ObjectNode full =
        with.isMapping()
            ? with.json().deepCopy()
            : JsonNodeFactory.instance.objectNode().set("value", with.json());
    Node node = with.isMapping() ? with.required("value").orElse(null) : with;
    String text = node == null ? null : node.text();
    if (text == null) {
      return Optional.empty();
    }
    int dot = text.indexOf('.');
    if (dot < 1 || dot == text.length() - 1 || full.has(Spec.WATCHED_PROBE)) {
      node.refuse(
          node.words(), "it names a probe and one of its values", "write it like `alive.up`");
      return Optional.empty();
    }
    return probe(node, text.substring(0, dot), text.substring(dot + 1))
        .map(spec -> full.set(Spec.WATCHED_PROBE, spec.written()));
  }

  private Optional<Spec> probe(Node node, String name, String value) {
    if (!book.probes.containsKey(name)) {
      node.refuse(
          "no probe is called `" + YamlText.shortened(name) + "`",
          "a watch samples named probes",
          Suggestion.todo(name, book.probes.keySet(), "add it to `probes`"));
      return Optional.empty();
    }
    Optional<Spec> spec = new SpecReader(book, scope).probe(name);
    Optional<List<Gauge>> gauges = spec.flatMap(s -> book.measures(s));
    if (gauges.isPresent() && gauges.get().stream().noneMatch(g -> g.isCalled(value))) {
      List<String> known = gauges.get().stream().map(Gauge::name).toList();
      node.refuse(
          "`" + name + "` has no value `" + YamlText.shortened(value) + "`",
          "it measures " + (known.isEmpty() ? "nothing" : Suggestion.list(known)),
          Suggestion.todo(value, known, "name one of them"));
    }
    return spec;
  }
}
