package io.soakgate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.soakgate.plan.Gauge;
import io.soakgate.plan.Unit;
import io.soakgate.verdict.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What EXPLAIN answered.
 *
 * @param root the topmost step
 * @param millis how long the execution took
 */
record QueryPlan(Step root, BigDecimal millis) {

  static final List<Gauge> GAUGES =
      List.of(
          Gauge.word("uses-index"),
          Gauge.word("seq-scan"),
          Gauge.word("seq-scan-on-*"),
          Gauge.figure("time", Unit.MILLIS),
          Gauge.figure("cost", Unit.NONE));

  /** One step with its steps below. */
  private record Step(JsonNode json, List<Step> below) {
    String type() {
      return json.path("Node Type").asText();
    }

    /** The table it reads, or an empty text. */
    String table() {
      return json.path("Relation Name").asText();
    }

    boolean scansAll() {
      return type().endsWith("Seq Scan");
    }

    boolean usesIndex() {
      return type().contains("Index");
    }
  }

  /** Reads one entry of what {@code EXPLAIN (ANALYZE, FORMAT JSON)} returns. */
  static QueryPlan of(JsonNode explained) {
    return new QueryPlan(
        step(explained.path("Plan")), explained.path("Execution Time").decimalValue());
  }

  private static Step step(JsonNode json) {
    List<Step> below = new ArrayList<>();
    json.path("Plans").forEach(part -> below.add(step(part)));
    return new Step(json, below);
  }

  /** Whether any step of it reads an index. */
  boolean usesIndex() {
    List<Step> steps = new ArrayList<>();
    collect(root, steps);
    return steps.stream().anyMatch(Step::usesIndex);
  }

  List<Value> values() {
    List<Step> steps = new ArrayList<>();
    collect(root, steps);
    List<Value> values = new ArrayList<>();
    values.add(flag("uses-index", usesIndex()));
    values.add(flag("seq-scan", steps.stream().anyMatch(Step::scansAll)));
    TreeSet<String> tables = new TreeSet<>();
    steps.stream().map(Step::table).filter(t -> !t.isEmpty()).forEach(tables::add);
    for (String table : tables) {
      boolean scanned = steps.stream().anyMatch(s -> s.scansAll() && s.table().equals(table));
      values.add(flag("seq-scan-on-" + table, scanned));
    }
    values.add(Value.number("time", millis, Unit.MILLIS));
    values.add(Value.number("cost", root.json().path("Total Cost").decimalValue(), Unit.NONE));
    return values;
  }

  /** The plan as people read it, one line per step. */
  String words() {
    StringBuilder words = new StringBuilder();
    write(root, 0, words);
    return words.append("Execution time: ").append(millis.toPlainString()).append(" ms").toString();
  }

  private static void write(Step step, int depth, StringBuilder to) {
    JsonNode json = step.json();
    to.append("  ".repeat(depth)).append(depth == 0 ? "" : "-> ").append(step.type());
    append(to, " using ", json.path("Index Name").asText());
    append(to, " on ", step.table());
    to.append(" (cost ").append(json.path("Total Cost").asText());
    append(to, ", rows ", json.path("Actual Rows").asText());
    append(to, ", loops ", json.path("Actual Loops").asText());
    append(to, ", ms ", json.path("Actual Total Time").asText());
    to.append(")\n");
    for (String condition : List.of("Index Cond", "Hash Cond", "Filter")) {
      String text = json.path(condition).asText();
      if (!text.isEmpty()) {
        to.append("  ".repeat(depth + 2)).append(condition).append(": ").append(text).append('\n');
      }
    }
    step.below().forEach(below -> write(below, depth + 1, to));
  }

  private static void append(StringBuilder to, String words, String what) {
    if (!what.isEmpty()) {
      to.append(words).append(what);
    }
  }

  private static void collect(Step step, List<Step> into) {
    into.add(step);
    step.below().forEach(below -> collect(below, into));
  }

  private static Value flag(String name, boolean flag) {
    return Value.text(name, String.valueOf(flag));
  }
}
