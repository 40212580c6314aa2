package io.soakgate.plan.reading;

import io.soakgate.plan.Durations;
import io.soakgate.plan.Rule;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code during}: a part of a watch, {@code 1h..4h}. */
final class Spans {
  private Spans() {}

  static Optional<Rule.Span> read(Node node) {
    String text = node.text();
    if (text == null) {
      return Optional.empty();
    }
    String[] ends = text.split("\\.\\.", -1);
    Optional<Duration> from = ends.length == 2 ? Durations.parse(ends[0]) : Optional.empty();
    Optional<Duration> to = ends.length == 2 ? Durations.parse(ends[1]) : Optional.empty();
    if (from.isEmpty() || to.isEmpty() || from.get().compareTo(to.get()) >= 0) {
      node.refuse(
          node.words(),
          "it is a part of the watch, from an offset up to a later one",
          "write it like `1h..4h`");
      return Optional.empty();
    }
    return Optional.of(new Rule.Span(from.get(), to.get()));
  }
}
