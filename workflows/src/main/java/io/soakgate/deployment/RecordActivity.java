package io.soakgate.deployment;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Keeps what happened: the audit as it goes, the report at the end. */
@ActivityInterface
public interface RecordActivity {

  /**
   * Appends entries to the run's chain in Soakgate's own database, all or none; an entry that is
   * there already (deployment, run, number) is not appended twice.
   *
   * @return the last entry the audit holds now. When it is an earlier one than the first that was
   *     given, nothing was appended: what lies between has to be given again
   */
  @ActivityMethod(name = "record")
  Head record(Entries entries);

  /** Writes the report as one self-contained HTML page with a JSON file beside it. */
  @ActivityMethod(name = "report")
  ReportFile report(Story story);

  /** Keeps what a deployment left behind; of one deployment the last word counts. */
  @ActivityMethod(name = "keep")
  void keep(Left left);

  /**
   * @param first the number of the first entry, from 1
   * @param status how the deployment stands, kept beside the entries for a day without Temporal;
   *     its timeline is empty, because the entries are the timeline. May be null
   */
  record Entries(String deployment, String run, int first, List<Entry> entries, Status status) {}

  /**
   * Where a run's chain ends: whoever knows it sees later whether anything before it was changed.
   *
   * @param number the last entry's number; 0 when there is none
   * @param hash its SHA-256, 64 hex digits
   */
  record Head(int number, String hash) {}

  /**
   * @param html path of the page, as the worker sees it
   * @param json path of the figures beside it
   */
  record ReportFile(String html, String json) {}
}
