package io.soakgate.probe.http;

import io.soakgate.plan.Gauge;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Patterns;
import io.soakgate.probe.Timings;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether answers hold what a plan looks for: {@code finds: {generic: '"Forbidden"'}}. What they
 * hold stays where it is.
 *
 * @param name what plans call it
 * @param pattern a regular expression, found anywhere in an answer
 */
record HttpFindings(String name, Pattern pattern) {

  /** The entries of {@code finds}. */
  static List<HttpFindings> read(Node with) {
    List<HttpFindings> all = new ArrayList<>();
    Node there = with.optional("finds").orElse(null);
    for (String name : there == null ? List.<String>of() : there.keys()) {
      there.required(name).map(Patterns::read).ifPresent(p -> all.add(new HttpFindings(name, p)));
    }
    return all;
  }

  static List<Gauge> gauges(List<HttpFindings> all) {
    return all.stream().map(f -> Gauge.word(f.name())).toList();
  }

  /**
   * {@code true} for what every answer holds, else {@code false}; nothing answered holds nothing.
   */
  static List<Value> values(List<HttpFindings> all, List<String> answers) {
    return all.stream().map(f -> f.value(f.inAll(answers))).toList();
  }

  /** Those of several samples together: what holds in each of them. */
  static List<Value> folded(List<Measurement> samples) {
    return samples.get(samples.size() - 1).values().stream()
        .filter(v -> v.text() != null && !v.name().equals(Timings.ALL))
        .map(v -> Value.text(v.name(), String.valueOf(allTrue(samples, v.name()))))
        .toList();
  }

  private static boolean allTrue(List<Measurement> samples, String name) {
    return samples.stream()
        .allMatch(s -> s.value(name).filter(v -> "true".equals(v.text())).isPresent());
  }

  private boolean inAll(List<String> answers) {
    return !answers.isEmpty() && answers.stream().allMatch(a -> pattern.matcher(a).find());
  }

  private Value value(boolean holds) {
    return Value.text(name, String.valueOf(holds));
  }
}
