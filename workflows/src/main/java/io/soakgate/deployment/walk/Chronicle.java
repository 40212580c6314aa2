package io.soakgate.deployment.walk;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that happened, in order: the timeline of the report and the audit.
 *
 * <p>The walk waits for the audit before it changes anything (INV-16); a rollback never does.
 */
final class Chronicle {
  private static final int BATCH = 100;
  private static final int WORDS = 2_000;
  private static final List<String> CONFESSED =
      List.of("warning", "breach", "waived", "resolved", "skipped");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String deployment;
  private final String run;
  private final PlanTime time;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Promise<Void>> underWay = new ArrayList<>();
  private Runnable changed = () -> {};
  private int sent;

  Chronicle(String deployment, String run, PlanTime time) {
    this.deployment = deployment;
    this.run = run;
    this.time = time;
  }

  /** Calls back whenever there is something new to show. */
  void onChange(Runnable changed) {
    this.changed = changed;
  }

  void note(String environment, String subject, String kind, String outcome, String words) {
    entries.add(
        new Entry(time.now(), environment, subject, kind, outcome, Words.cut(words, WORDS)));
    changed.run();
  }

  void warn(String environment, String subject, String words) {
    note(environment, subject, "warning", "failed", words);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  List<Entry> last(int most) {
    return List.copyOf(entries.subList(Math.max(0, entries.size() - most), entries.size()));
  }

  /** Whether anything happened that a success has to confess. */
  boolean warned() {
    return entries.stream().anyMatch(e -> CONFESSED.contains(e.kind()));
  }

  /** Sends what is new to the audit, in the background and whatever is cancelled. */
  void send() {
    while (sent < entries.size()) {
      int to = Math.min(entries.size(), sent + BATCH);
      Entries batch =
          new Entries(deployment, run, sent + 1, List.copyOf(entries.subList(sent, to)));
      sent = to;
      Workflow.newDetachedCancellationScope(
              () -> underWay.add(Async.procedure(Outside.audit(summary(batch))::record, batch)))
          .run();
    }
  }

  private static String summary(Entries batch) {
    int last = batch.first() + batch.entries().size() - 1;
    return last == batch.first()
        ? "audit: entry " + last
        : "audit: entries " + batch.first() + " to " + last;
  }

  /** Sends what is new and waits until the audit holds all of it. */
  void settle() {
    send();
    Workflow.await(this::settled);
  }

  /** Sends what is new and waits for the audit, but not for ever: the end must come. */
  void close() {
    send();
    Waiting.atMost(PATIENCE, "until the audit holds all of it", this::settled);
  }

  private boolean settled() {
    underWay.removeIf(Promise::isCompleted);
    return underWay.isEmpty();
  }
}
