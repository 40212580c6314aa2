package io.soakgate.starter;

import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a deployment for its status, one question at a time. Without a server or a worker an answer
 * takes minutes, and whoever waits for it must still be told.
 */
final class Answers {
  private final WorkflowStub stub;
  private CompletableFuture<Status> asked;
  private Instant since = Instant.now();

  Answers(WorkflowStub stub) {
    this.stub = stub;
  }

  /** The next answer, brought up to now; empty when it does not come in time. */
  Optional<Status> next(Duration patience) throws InterruptedException {
    if (asked == null) {
      asked = CompletableFuture.supplyAsync(() -> stub.query("status", Status.class), Live::aside);
    }
    try {
      Status status = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      asked = null;
      since = Instant.now();
      return Optional.of(status.asOf(since));
    } catch (TimeoutException stillAsked) {
      return Optional.empty();
    } catch (ExecutionException noAnswer) {
      asked = null;
      return Optional.empty();
    }
  }

  /** How long ago the last answer came. */
  Duration waited() {
    return Duration.between(since, Instant.now());
  }
}
