package io.soakgate.audit;

import static io.soakgate.audit.SampleStory.START;
import static io.soakgate.audit.SampleStory.at;

import com.fasterxml.jackson.databind.node.TextNode;
import io.soakgate.deployment.Story.Bucket;
import io.soakgate.deployment.Story.RuleFigure;
import io.soakgate.plan.Expectation;
import io.soakgate.plan.Unit;
import io.soakgate.plan.reading.Bounds;
import io.soakgate.plan.reading.Node;
import io.soakgate.plan.reading.Problems;
import io.soakgate.verdict.Judge;
import io.soakgate.verdict.Measurement;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A rule with what its probe sees in each bucket; NaN is blind. Judged by the real judge. */
record RuleDraft(
    String rule, String value, String bound, Unit unit, double before, IntToDoubleFunction seen) {

  RuleFigure figure(int bucket) {
    Node node = Node.of(TextNode.valueOf(bound), "plan.yaml:1:1", new Problems());
    Expectation asked = new Expectation(value, Bounds.parse(node).orElseThrow());
    double now = seen.applyAsDouble(bucket);
    Measurement measured =
        Double.isNaN(now)
            ? Measurement.blind(START, "only 1 of 12 samples were seen; connection refused")
            : measurement(now);
    Verdict verdict = Judge.breaks(List.of(asked), measured, measurement(before));
    return new RuleFigure(rule, value + " " + now, verdict);
  }

  private Measurement measurement(double figure) {
    BigDecimal number = BigDecimal.valueOf(Math.round(figure * 10), 1);
    return Measurement.saw(START, List.of(Value.number(value, number, unit)));
  }

  /** What these rules saw in buckets of so many minutes. */
  static List<Bucket> buckets(int from, int minutes, int count, RuleDraft... rules) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<RuleFigure> figures = new ArrayList<>();
      for (RuleDraft rule : rules) {
        figures.add(rule.figure(i));
      }
      buckets.add(new Bucket(i + 1, at(from + i * minutes), at(from + (i + 1) * minutes), figures));
    }
    return buckets;
  }
}
