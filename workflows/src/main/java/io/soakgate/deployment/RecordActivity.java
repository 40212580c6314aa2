package io.soakgate.deployment;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Keeps what happened: the audit as it goes, the report at the end. */
@ActivityInterface
public interface RecordActivity {

  /**
   * Appends entries to the audit in Soakgate's own database; an entry that is there already
   * (deployment, run, number) is not appended twice.
   */
  @ActivityMethod(name = "record")
  void record(Entries entries);

  /** Writes the report as one self-contained HTML page with a JSON file beside it. */
  @ActivityMethod(name = "report")
  ReportFile report(Story story);

  /**
   * @param first the number of the first entry, from 1
   */
  record Entries(String deployment, String run, int first, List<Entry> entries) {}

  /**
   * @param html path of the page, as the worker sees it
   * @param json path of the figures beside it
   */
  record ReportFile(String html, String json) {}
}
