package io.soakgate.probe.metric;

import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Node;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A figure that a source of metrics is asked for: {@code figures: {cpu: {of: node_load1, unit:
 * "%"}}}, or {@code cpu: node_load1} where it is a plain number. What the source counts in seconds
 * or kilobytes becomes milliseconds and bytes, as everywhere.
 *
 * @param name what plans call it
 * @param of how the source calls it
 * @param unit what it is measured in
 * @param factor what the source's number is multiplied with
 * @param counter whether it only grows, so that a bucket sees by how much
 */
record SeriesAsked(String name, String of, Unit unit, BigDecimal factor, boolean counter) {
  private record Scale(Unit unit, BigDecimal factor) {}

  private static final Map<String, Scale> UNITS =
      Map.of(
          "none", new Scale(Unit.NONE, BigDecimal.ONE),
          "%", new Scale(Unit.PERCENT, BigDecimal.ONE),
          "share", new Scale(Unit.PERCENT, BigDecimal.valueOf(100)),
          "ms", new Scale(Unit.MILLIS, BigDecimal.ONE),
          "s", new Scale(Unit.MILLIS, BigDecimal.valueOf(1000)),
          "B", new Scale(Unit.BYTES, BigDecimal.ONE),
          "kB", new Scale(Unit.BYTES, BigDecimal.valueOf(1000)),
          "MB", new Scale(Unit.BYTES, BigDecimal.valueOf(1_000_000)));
  private static final List<String> WORDS =
      List.of("none", "%", "share", "ms", "s", "B", "kB", "MB");

  /**
   * The key {@code figures}; at least one.
   *
   * @param counters whether a figure may say that it is a counter
   */
  static List<SeriesAsked> read(Node with, boolean counters) {
    List<SeriesAsked> all = new ArrayList<>();
    Node there = with.required("figures").orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      there.required(name).map(n -> read(name, n, counters)).ifPresent(all::add);
    }
    if (there != null && there.isMapping() && there.keys().isEmpty()) {
      there.refuse("no figure is asked for", "nothing would be seen", "name one");
    }
    return all;
  }

  private static SeriesAsked read(String name, Node node, boolean counters) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      node.refuse("figure `" + name + "`", "bounds name it", "use small letters, digits, hyphens");
    }
    if (!node.isMapping()) {
      return new SeriesAsked(name, node.text(), Unit.NONE, BigDecimal.ONE, false);
    }
    String of = node.required("of").map(Node::text).orElse(null);
    String unit = node.optional("unit").map(n -> n.oneOf(WORDS)).orElse("none");
    boolean counter =
        counters && Boolean.TRUE.equals(node.optional("counter").map(Node::flag).orElse(false));
    node.done();
    Scale scale = UNITS.get(unit == null ? "none" : unit);
    return new SeriesAsked(name, of, scale.unit(), scale.factor(), counter);
  }

  Gauge gauge() {
    return Gauge.figure(name, unit);
  }

  /** The source's number, in this figure's unit. */
  Value value(BigDecimal number) {
    return Value.number(name, number.multiply(factor), unit);
  }
}
