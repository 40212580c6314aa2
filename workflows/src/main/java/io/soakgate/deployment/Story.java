package io.soakgate.deployment;

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
 * @param findings what it found out
 */
public record Story(
    String deployment,
    String run,
    String plan,
    String title,
    String digest,
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
    Findings findings) {

  /**
   * @param before the fingerprint before the first change, or null
   * @param after the fingerprint at the end of the walk or after the rollback, or null
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
      List<WatchStory> watches) {}

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

  /** One person's decision, counted or refused. */
  public record Decision(
      Instant at,
      String gate,
      String by,
      String role,
      String decision,
      boolean counted,
      boolean verified,
      String words) {}

  /** One watch: every bucket with the figures its rules were judged by. */
  public record WatchStory(
      String watch, Instant from, Instant to, String outcome, List<Bucket> buckets) {}

  /** One bucket: per rule the figure and the verdict. */
  public record Bucket(int bucket, Instant from, Instant to, List<RuleFigure> figures) {}

  /** What one rule came to in one bucket. */
  public record RuleFigure(String rule, String figure, Verdict verdict) {}
}
