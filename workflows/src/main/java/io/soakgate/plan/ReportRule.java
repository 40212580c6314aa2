package io.soakgate.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the report shows beside what every report shows, and what people are asked for it.
 *
 * @param figures figures with their targets, in the plan's order
 * @param columns what of each issue is shown: {@code severity resolution time-lost notes}
 * @param prompts what people are asked
 * @param results how each ending reads, where the plan has words of its own
 * @param takes how long phases are expected to take, shown beside how long they took
 */
public record ReportRule(
    List<Row> figures,
    List<String> columns,
    List<Prompt> prompts,
    List<Result> results,
    List<Phase> takes) {

  /** A report that says nothing of its own. */
  public static final ReportRule NONE = new ReportRule(List.of(), List.of(), List.of(), List.of());

  /** A rule that was kept before phases were timed times none. */
  public ReportRule {
    takes = takes == null ? List.of() : List.copyOf(takes);
  }

  /** A report that times no phases. */
  public ReportRule(
      List<Row> figures, List<String> columns, List<Prompt> prompts, List<Result> results) {
    this(figures, columns, prompts, results, List.of());
  }

  /** The parts of an environment's walk that can be timed. */
  public enum Part {
    /** The backup and its trial restore. */
    BACKUP,
    /** From the beginning of the first change until the last one is verified. */
    CHANGES,
    /** The checks at {@code after} and {@code released}; what people take is not counted. */
    CHECKS,
    /** All watches. */
    WATCH
  }

  /** How long a part of an environment's walk is expected to take. */
  public record Phase(String environment, Part part, Duration takes) {
    /** {@code production.changes}. */
    public String name() {
      return environment + "." + part.name().toLowerCase(Locale.ROOT);
    }
  }

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
