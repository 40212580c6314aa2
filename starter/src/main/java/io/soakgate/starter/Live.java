package io.soakgate.starter;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

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
  private final StoryLines lines = new StoryLines();
  private Entry last;

  /**
   * @param unattended whether to stop following as soon as people are waited for
   * @param lookers are shown every status too: one query at a time is all that a server takes
   */
  Live(WorkflowStub stub, PrintWriter out, boolean unattended, List<Consumer<Status>> lookers) {
    this.stub = stub;
    this.out = out;
    this.unattended = unattended;
    this.lookers = List.copyOf(lookers);
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
        out.println(lines.erase() + finished.why());
        return Optional.of(finished);
      } catch (TimeoutException stillRunning) {
        Status status = look();
        if (status != null) {
          lookers.forEach(looker -> looker.accept(status));
        }
        if (unattended && status != null && needsPeople(status)) {
          out.println(lines.erase() + "waits for " + status.waitingFor());
          out.println("type: " + status.next());
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
      status = stub.query("status", Status.class);
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
    out.print(lines.now(status));
    out.flush();
    return status;
  }

  private List<Entry> news(List<Entry> timeline) {
    return timeline.subList(timeline.lastIndexOf(last) + 1, timeline.size());
  }
}
