package io.soakgate.bench;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long after the end of each bucket its verdict was there, read from the histories. */
final class Lateness {
  private final Duration bucket;
  private final List<Double> verdicts = new ArrayList<>();
  private final List<Double> starts = new ArrayList<>();

  Lateness(Duration bucket) {
    this.bucket = bucket;
  }

  /** Adds the buckets of a watch that was started as it was asked for. */
  void add(WorkflowClient client, WorkflowExecution watch) {
    List<HistoryEvent> events =
        client.fetchHistory(watch.getWorkflowId(), watch.getRunId()).getHistory().getEventsList();
    long began = millis(events.get(0));
    int number = 0;
    boolean judged = true;
    for (HistoryEvent event : events) {
      if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED) {
        starts.add((millis(event) - began - number * bucket.toMillis()) / 1e3);
      } else if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
        number++;
        judged = false;
      } else if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED && !judged) {
        verdicts.add((millis(event) - began - number * bucket.toMillis()) / 1e3);
        judged = true;
      }
    }
  }

  private static long millis(HistoryEvent event) {
    return event.getEventTime().getSeconds() * 1_000 + event.getEventTime().getNanos() / 1_000_000;
  }

  int count() {
    return verdicts.size();
  }

  double worst() {
    return Collections.max(verdicts);
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "verdicts %.2f s late in the middle, %.2f s at worst; looks began %.2f s late in the"
            + " middle, %.2f s at worst",
        Runs.median(verdicts),
        worst(),
        Runs.median(starts),
        Collections.max(starts));
  }
}
