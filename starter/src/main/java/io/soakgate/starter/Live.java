package io.soakgate.starter;

import io.soakgate.deployment.Entry;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowStub;
import java.io.PrintStream;
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
import java.util.function.Supplier;

/**
 * Follows a deployment to its end: each thing that happens is a line; in a terminal the last line
 * shows what runs and who is waited for.
 */
final class Live {
  private static final Duration LOOK = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WorkflowStub stub;
  private final Answers answers;
  private final PrintWriter out;
  private final boolean unattended;
  private final List<Consumer<Status>> lookers;
  private final Function<Status, String> next;
  private final StoryLines lines = StoryLines.here();
  private Status seen;
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
    this.answers = new Answers(stub);
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
    PrintStream err = System.err;
    System.setErr(new PrintStream(new Beside(err, lines, out), true));
    try {
      return toTheEnd();
    } finally {
      System.setErr(err);
    }
  }

  private Optional<Finished> toTheEnd() throws InterruptedException, ExecutionException {
    CompletableFuture<Finished> end =
        CompletableFuture.supplyAsync(() -> Finished.of(stub), Live::aside);
    while (true) {
      try {
        Finished finished = end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        look();
        print(finished.why());
        return Optional.of(finished);
      } catch (TimeoutException stillRunning) {
        Status status = look();
        if (status != null) {
          lookers.forEach(looker -> looker.accept(status));
        }
        if (unattended && status != null && needsPeople(status)) {
          print("waits for " + status.waitingFor() + "\ntype: " + typed(status));
          return Optional.empty();
        }
      }
    }
  }

  private static boolean needsPeople(Status status) {
    return status.gate() != null || status.question() != null || status.paused() != null;
  }

  /** What the deployment answers now; null while it does not. */
  private Status look() throws InterruptedException {
    Optional<Status> answer = answers.next(LOOK);
    if (answer.isEmpty()) {
      show(List.of(), this::away);
      return null;
    }
    seen = answer.get();
    List<Entry> news = news(seen.timeline());
    show(news, () -> lines.now(seen, next.apply(seen)));
    last = news.isEmpty() ? last : news.get(news.size() - 1);
    return seen;
  }

  private String away() {
    Duration waited = answers.waited();
    if (seen != null && waited.compareTo(PATIENCE) < 0) {
      Status now = seen.asOf(Instant.now());
      return lines.now(now, next.apply(now));
    }
    return lines.now(
        "no answer for "
            + Elapsed.words(waited)
            + ": no worker, or no server; it goes on with them");
  }

  private void show(List<Entry> news, Supplier<String> now) {
    synchronized (lines) {
      news.forEach(entry -> out.println(lines.erase() + lines.line(entry)));
      out.print(now.get());
      out.flush();
    }
  }

  private void print(String words) {
    synchronized (lines) {
      out.print(lines.erase());
      Plain.rows(words, 0).forEach(out::println);
      out.flush();
    }
  }

  private List<Entry> news(List<Entry> timeline) {
    return timeline.subList(timeline.lastIndexOf(last) + 1, timeline.size());
  }

  // Not in the common pool: waiting there for hours starves whatever else needs it; on Java 25 the
  // HTTP client hands over its answers there.
  static void aside(Runnable work) {
    Thread thread = new Thread(work, "asking Temporal");
    thread.setDaemon(true);
    thread.start();
  }
}
