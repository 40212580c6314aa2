package io.soakgate.deployment.walk.stage;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.RecordActivity.Entries;
import io.soakgate.deployment.RecordActivity.Head;
import io.soakgate.deployment.Status;
import io.soakgate.deployment.walk.people.AuditHold;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Everything that happened, in order: the timeline of the report and the audit.
 *
 * <p>One batch is under way at a time, because each entry of a chain follows on the one before;
 * what is new meanwhile goes together in the next. Nothing is lost while the audit is silent: the
 * history of the workflow holds it. {@link AuditHold} waits where an effect must not come first.
 */
public final class Chronicle {
  private static final int BATCH = 100;
  private static final int WORDS = 2_000;
  private static final List<String> CONFESSED =
      List.of("warning", "breach", "waived", "resolved", "skipped", "snoozed");

  private final String deployment;
  private final String run;
  private final PlanTime time;
  private final List<Entry> entries = new ArrayList<>();
  private Runnable changed = () -> {};
  private Supplier<Status> picture = () -> null;
  private int wanted;
  private int kept;
  private boolean sending;
  private Head head;
  private String silence;

  public Chronicle(String deployment, String run, PlanTime time) {
    this.deployment = deployment;
    this.run = run;
    this.time = time;
  }

  /** Calls back whenever there is something new to show. */
  public void onChange(Runnable changed) {
    this.changed = changed;
  }

  /** How the deployment stands, without its timeline; each batch takes it along. */
  public void picture(Supplier<Status> picture) {
    this.picture = picture;
  }

  /** Adds an entry; words beyond 2,000 characters are cut. */
  public void note(String environment, String subject, String kind, String outcome, String words) {
    add(new Entry(time.now(), environment, subject, kind, outcome, Words.cut(words, WORDS)));
  }

  /** Takes an entry over that was written elsewhere. */
  public void add(Entry entry) {
    entries.add(entry);
    changed.run();
  }

  /** Adds what a success has to confess. */
  public void warn(String environment, String subject, String words) {
    note(environment, subject, "warning", "failed", words);
  }

  /** All entries, in order. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The last entries, in order. */
  public List<Entry> last(int most) {
    return List.copyOf(entries.subList(Math.max(0, entries.size() - most), entries.size()));
  }

  /** Whether anything happened that a success has to confess. */
  public boolean warned() {
    return entries.stream().anyMatch(e -> CONFESSED.contains(e.kind()));
  }

  /** What a success has to confess of one environment, in words. */
  public List<String> warnings(String environment) {
    return entries.stream()
        .filter(e -> CONFESSED.contains(e.kind()) && environment.equals(e.environment()))
        .map(e -> e.subject() + ": " + e.words())
        .toList();
  }

  /** The last entry the audit is known to hold, or null. */
  public Head head() {
    return head;
  }

  /** Why the audit does not answer, or null when it does. */
  public String silence() {
    return silence;
  }

  /** Whether the audit holds everything that was sent. */
  public boolean settled() {
    return kept >= wanted;
  }

  /** Sends what is new to the audit, in the background and whatever is cancelled. */
  public void send() {
    wanted = entries.size();
    if (!sending && !settled()) {
      sending = true;
      Workflow.newDetachedCancellationScope(() -> Async.procedure(this::sendAll)).run();
    }
  }

  private void sendAll() {
    while (!settled()) {
      Entries batch = next();
      keep(batch, record(batch));
    }
    sending = false;
    changed.run();
  }

  private Entries next() {
    int to = Math.min(wanted, kept + BATCH);
    return new Entries(
        deployment, run, kept + 1, List.copyOf(entries.subList(kept, to)), picture.get());
  }

  private Head record(Entries batch) {
    try {
      return Outside.audit(summary(batch)).record(batch);
    } catch (ActivityFailure e) {
      silence = Words.why(e);
      changed.run();
    }
    Head answer = Outside.silentAudit(summary(batch)).record(batch);
    silence = null;
    return answer;
  }

  /** A store that was put back to an earlier day, or a run that was reset, is told again. */
  private void keep(Entries batch, Head answer) {
    int last = batch.first() + batch.entries().size() - 1;
    head = answer;
    kept = Math.min(answer.number(), last);
  }

  private static String summary(Entries batch) {
    int last = batch.first() + batch.entries().size() - 1;
    return last == batch.first()
        ? "audit: entry " + last
        : "audit: entries " + batch.first() + " to " + last;
  }
}
