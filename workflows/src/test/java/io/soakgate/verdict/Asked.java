package io.soakgate.verdict;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Bounds;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Expectations and measurements as one writes them, so that tables of cases stay readable. */
final class Asked {

  static final Instant AT = Instant.parse("2026-11-22T07:00:00Z");

  private Asked() {}

  /** What a plan says: {@code p95: "< 100 ms"}. */
  static Expectation of(String value, String bound) {
    Node node = Node.of(TextNode.valueOf(bound), "plan.yaml:1:1", new Problems());
    return new Expectation(value, Bounds.parse(node).orElseThrow());
  }

  /**
   * {@code p95 12.1 ms}, {@code errors 5.1 %}, {@code size 950 B}, {@code n 3}, {@code ok true}.
   */
  static Measurement saw(String... values) {
    return Measurement.saw(AT, Stream.of(values).map(Asked::value).toList());
  }

  /** As {@link #saw}, or null for null. */
  static Measurement sawOrNot(String value) {
    return value == null ? null : saw(value);
  }

  private static Value value(String text) {
    List<String> parts = List.of(text.split(" ", 2));
    String rest = parts.size() == 1 ? "" : parts.get(1);
    if (rest.equals("null")) {
      return new Value(parts.get(0), null, null, Unit.NONE);
    }
    if (!rest.matches("-?[0-9.]+( (ms|%|B))?")) {
      return Value.text(parts.get(0), rest);
    }
    List<String> figure = List.of(rest.split(" "));
    return Value.number(parts.get(0), new BigDecimal(figure.get(0)), unit(figure));
  }

  private static Unit unit(List<String> figure) {
    return switch (figure.size() == 1 ? "" : figure.get(1)) {
      case "ms" -> Unit.MILLIS;
      case "%" -> Unit.PERCENT;
      case "B" -> Unit.BYTES;
      default -> Unit.NONE;
    };
  }
}
