package io.soakgate.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soakgate.deployment.ConditionActivity.Condition;
import io.soakgate.verdict.Policy;
import io.soakgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A deployment as it is told at the end: what the report is made of.
 *
 * @param deployment the workflow id
 * @param run the run id
 * @param plan the plan's name
 * @param title the plan's title
 * @param digest the plan digest
 * @param origin where the plan's folder stood in Git; null before admission
 * @param startedBy who started it, or null
 * @param started plan time
 * @param ended plan time
 * @param pace how much faster than life waits passed; 1 in earnest
 * @param ending how it ended
 * @param why one sentence
 * @param takes the expected duration, or null
 * @param scripts every script with its digest
 * @param environments one per environment that was entered
 * @param timeline everything that happened, in order
 * @param stayed what was left in place, in words; empty when nothing was
 * @param audit the last entry of the audit when this was told, or null when it held none
 * @param evidence what it found out
 * @param lint what the lint found in the scripts
 */
public record Story(
    String deployment,
    String run,
    String plan,
    String title,
    String digest,
    Origin origin,
    String startedBy,
    Instant started,
    Instant ended,
    int pace,
    Ending ending,
    String why,
    Duration takes,
    List<Script> scripts,
    List<EnvironmentStory> environments,
    List<Entry> timeline,
    List<String> stayed,
    RecordActivity.Head audit,
    Evidence evidence,
    List<Finding> lint) {

  /**
   * @param before the fingerprint before the first change, or null
   * @param after the fingerprint at the end of the walk or after the rollback, or null
   * @param policy what the target asked of the plan
   * @param differences how the last fingerprint differs from the first, in words; empty when it
   *     does not, or when nobody looked
   * @param drill how the drill went that was demanded here; null when none was
   */
  public record EnvironmentStory(
      String environment,
      String target,
      String server,
      String before,
      String after,
      ActActivity.BackupResult backup,
      List<ChangeStory> changes,
      List<CheckStory> checks,
      List<Decision> decisions,
      List<WatchStory> watches,
      List<ConditionStory> conditions,
      Policy policy,
      List<String> differences,
      DrillStory drill) {

    /** None where an older release did not tell them. */
    public EnvironmentStory {
      differences = differences == null ? List.of() : List.copyOf(differences);
    }
  }

  /** What one look at the target saw; {@code when} as in {@code before rls}. */
  public record ConditionStory(Instant at, String when, List<Condition> conditions) {}

  /** One run of one change or rollback step. */
  public record ChangeStory(
      String subject,
      String purpose,
      Instant from,
      Duration expected,
      Duration took,
      String outcome,
      String words,
      List<String> notices) {}

  /** One check at one moment, with its figure. */
  public record CheckStory(
      Instant at, String moment, String check, boolean must, Verdict verdict) {}

  /**
   * One person's decision, counted or refused.
   *
   * @param proof {@code verified by key ab12cd34ef56}, {@code unverified: claims to be brian}
   */
  public record Decision(
      Instant at,
      String gate,
      String by,
      String role,
      String decision,
      boolean counted,
      boolean verified,
      String proof,
      String words) {}

  /** One watch: every bucket with the figures its rules were judged by. */
  public record WatchStory(
      String watch, Instant from, Instant to, String outcome, List<Bucket> buckets) {}

  /** One bucket: per rule the figure and the verdict. */
  public record Bucket(int bucket, Instant from, Instant to, List<RuleFigure> figures) {}

  /**
   * What one rule came to in one bucket.
   *
   * @param between what was neither success nor breach, with its arithmetic; null when nothing was
   * @param led what the bucket led to, such as {@code rollback everything}; null when to nothing
   */
  public record RuleFigure(
      String rule,
      String figure,
      Verdict verdict,
      String between,
      @JsonInclude(JsonInclude.Include.NON_NULL) String led) {

    /** A figure that led to nothing. */
    public RuleFigure(String rule, String figure, Verdict verdict, String between) {
      this(rule, figure, verdict, between, null);
    }

    /** A figure that is one or the other. */
    public RuleFigure(String rule, String figure, Verdict verdict) {
      this(rule, figure, verdict, null);
    }
  }
}
