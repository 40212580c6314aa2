package io.soakgate.plan;

import java.util.List;

/**
 * What the report shows beside what every report shows, and what people are asked for it.
 *
 * @param figures figures with their targets, in the plan's order
 * @param columns what of each issue is shown: {@code severity resolution time-lost notes}
 * @param prompts what people are asked
 * @param results how each ending reads, where the plan has words of its own
 */
public record ReportRule(
    List<Row> figures, List<String> columns, List<Prompt> prompts, List<Result> results) {

  /** A report that says nothing of its own. */
  public static final ReportRule NONE = new ReportRule(List.of(), List.of(), List.of(), List.of());

  /**
   * A figure: the last that was seen of a probe's value.
   *
   * @param label for people
   * @param probe what looks
   * @param target the value, and what it should be; its bound is null when nothing is expected
   */
  public record Row(String label, Spec probe, Expectation target) {}

  /**
   * A question to a role.
   *
   * @param name what an answer names it by
   * @param moment {@code end} of the last environment, or {@code rolled-back}
   * @param role who answers
   * @param words the question
   */
  public record Prompt(String name, String moment, String role, String words) {}

  /** How an ending reads in this report. */
  public record Result(String ending, String words) {}

  /** The prompts of a moment. */
  public List<Prompt> promptsAt(String moment) {
    return prompts.stream().filter(p -> p.moment().equals(moment)).toList();
  }
}
