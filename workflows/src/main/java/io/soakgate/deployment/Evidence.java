package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soakgate.verdict.Grid;
import io.soakgate.verdict.Value;
import io.soakgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a deployment found out: every measurement, the figures the plan wants in its report, the
 * issues people and rules logged, and what people answered.
 *
 * @param result how the plan words this ending, or null
 * @param measurements in the order they were taken; single times and rows shown to people left out
 * @param figures the plan's, in its order
 * @param columns what of each issue the plan wants shown
 * @param issues in the order they were logged
 * @param answers every question that was asked, answered or not
 * @param phases how long the phases took that the plan wants timed
 */
public record Evidence(
    String result,
    List<Seen> measurements,
    List<Shown> figures,
    List<String> columns,
    List<Issue> issues,
    List<Said> answers,
    List<Timed> phases) {

  /** What was kept before phases were timed has none. */
  public Evidence {
    phases = phases == null ? List.of() : List.copyOf(phases);
  }

  /** Evidence in which no phase was timed. */
  public Evidence(
      String result,
      List<Seen> measurements,
      List<Shown> figures,
      List<String> columns,
      List<Issue> issues,
      List<Said> answers) {
    this(result, measurements, figures, columns, issues, answers, List.of());
  }

  /**
   * A phase of the walk.
   *
   * @param phase {@code production.changes}
   * @param expected how long the plan expects it to take
   * @param took how long it took; null when the walk did not come there
   */
  public record Timed(String phase, Duration expected, Duration took) {}

  /** Nothing found. */
  public static final Evidence NONE =
      new Evidence(null, List.of(), List.of(), List.of(), List.of(), List.of());

  /**
   * One look of one probe outside of a watch.
   *
   * @param moment a moment, {@code verify <change>}, {@code baseline}
   * @param subject the check, or the kind of a baseline
   * @param blind why it could not see, or null
   * @param grid the table it saw, or null
   */
  public record Seen(
      Instant at,
      String environment,
      String moment,
      String subject,
      String kind,
      List<Value> values,
      String blind,
      @JsonInclude(JsonInclude.Include.NON_NULL) Grid grid) {}

  /**
   * A figure of the report.
   *
   * @param environment where it was seen; null when it never was
   * @param value the figure; null when it never was seen
   * @param baseline the same before the first change, or null
   * @param target the bound as written, or null
   * @param verdict whether the target was met; null without one
   */
  public record Shown(
      String label,
      String environment,
      Value value,
      Value baseline,
      String target,
      Verdict verdict) {}

  /**
   * An issue.
   *
   * @param number from 1
   * @param by a person, or {@code rule}
   * @param severity {@code low medium high critical}, or null
   * @param resolution what was done about it, or null
   * @param timeLost how long it cost, such as {@code 15m}, or null
   * @param resolved plan time when its resolution was said, or null
   * @param notes what else was said about it, or null
   */
  public record Issue(
      int number,
      Instant at,
      String environment,
      String by,
      String words,
      String severity,
      String resolution,
      String timeLost,
      Instant resolved,
      String notes) {

    /** How long it took to be resolved (I-071); null while it is open. */
    public Duration timeToResolve() {
      return resolved == null ? null : Duration.between(at, resolved);
    }
  }

  /**
   * A question and its answer.
   *
   * @param by who answered; null when nobody did
   * @param answer null when nobody did
   */
  public record Said(
      String name,
      String moment,
      String role,
      String question,
      Instant at,
      String by,
      String answer) {}
}
