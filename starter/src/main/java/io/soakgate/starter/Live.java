package io.soakgate.starter;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Follows a deployment to its end: each thing that happens is a line; in a terminal the last line
 * shows what runs and who is waited for.
 */
final class Live {
  private static final Duration LOOK = Duration.ofMillis(400);

  private final WorkflowStub stub;
  private final PrintWriter out;
  private final boolean unattended;
  private final List<Consumer<Status>> lookers;
  private final Function<Status, String> next;
  private final StoryLines lines = StoryLines.here();
  private Entry last;

  /**
   * @param unattended whether to stop following as soon as people are waited for
   * @param next what to type now, or null; {@link #typed} in general
   * @param lookers are shown every status too: one query at a time is all that a server takes
   */
  Live(
      WorkflowStub stub,
      PrintWriter out,
      boolean unattended,
      Function<Status, String> next,
      List<Consumer<Status>> lookers) {
    this.stub = stub;
    this.out = out;
    this.unattended = unattended;
    this.next = next;
    this.lookers = List.copyOf(lookers);
  }

  /** What the deployment says is to be typed now, or null. */
  static String typed(Status status) {
    return status.next() == null ? null : Called.typed(status.next());
  }

  /**
   * Follows to the end.
   *
   * @return how it ended; empty when it waits for people and nobody attends
   */
  Optional<Finished> follow() throws InterruptedException, ExecutionException {
    CompletableFuture<Finished> end = CompletableFuture.supplyAsync(() -> Finished.of(stub));
    while (true) {
      try {
        Finished finished = end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        look();
        out.print(lines.erase());
        Plain.rows(finished.why(), 0).forEach(out::println);
        return Optional.of(finished);
      } catch (TimeoutException stillRunning) {
        Status status = look();
        if (status != null) {
          lookers.forEach(looker -> looker.accept(status));
        }
        if (unattended && status != null && needsPeople(status)) {
          out.println(lines.erase() + "waits for " + Plain.line(status.waitingFor()));
          out.println("type: " + typed(status));
          return Optional.empty();
        }
      }
    }
  }

  private static boolean needsPeople(Status status) {
    return status.gate() != null || status.question() != null || status.paused() != null;
  }

  private Status look() {
    Status status;
    try {
      status = stub.query("status", Status.class).asOf(Instant.now());
    } catch (WorkflowException e) {
      // No worker answers right now; the deployment goes on when one does.
      out.print(lines.now("no worker answers; waiting"));
      out.flush();
      return null;
    }
    for (Entry entry : news(status.timeline())) {
      out.println(lines.erase() + lines.line(entry));
      last = entry;
    }
    out.print(lines.now(status, next.apply(status)));
    out.flush();
    return status;
  }

  private List<Entry> news(List<Entry> timeline) {
    return timeline.subList(timeline.lastIndexOf(last) + 1, timeline.size());
  }
}
