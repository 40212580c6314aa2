package io.soakgate.deployment.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.soakgate.deployment.Answer;
import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A deployment that was started, and what people do with it. */
public final class Running {
  private static final long PATIENCE_MILLIS = 60_000;

  final WorkflowStub stub;
  private final TestWorkflowEnvironment temporal;

  Running(WorkflowStub stub, TestWorkflowEnvironment temporal) {
    this.stub = stub;
    this.temporal = temporal;
  }

  String id() {
    return stub.getExecution().getWorkflowId();
  }

  Status status() {
    return stub.query("status", Status.class);
  }

  /** Looks, in real time, until the status is so; skips no time. */
  Status until(String what, Predicate<Status> so) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    Status status = status();
    while (!so.test(status)) {
      assertThat(System.nanoTime()).as("waited for %s, but: %s", what, status).isLessThan(end);
      breathe();
      status = status();
    }
    return status;
  }

  private static void breathe() {
    try {
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Running untilGate(String environment, String moment) {
    until(
        "gate " + moment + " of " + environment,
        s ->
            s.gate() != null
                && s.gate().environment().equals(environment)
                && s.gate().moment().equals(moment));
    return this;
  }

  Status untilQuestion() {
    return until("a question", s -> s.question() != null);
  }

  Status untilDoing(String doing) {
    return until(doing, s -> s.doing().equals(doing));
  }

  /** Lets time pass. */
  Running pass(Duration time) {
    temporal.sleep(time);
    return this;
  }

  Answer approve(String by) {
    return update("approve", "{\"by\": \"" + by + "\", \"attest\": [\"all\"]}");
  }

  Answer reject(String by, String reason) {
    return update("reject", "{\"by\": \"" + by + "\", \"reason\": \"" + reason + "\"}");
  }

  Answer command(String act) {
    return command(act, null);
  }

  Answer command(String act, String option) {
    String with = option == null ? "" : ", \"option\": \"" + option + "\"";
    return update(
        "command",
        "{\"act\": \"" + act + "\", \"by\": \"ann\", \"reason\": \"because\"" + with + "}");
  }

  Answer update(String name, String json) {
    return stub.update(name, Answer.class, Lab.json(json));
  }

  void signal(String name, String json) {
    stub.signal(name, Lab.json(json));
  }

  /** Waits for the end, skipping time; every ending is read from what Temporal shows. */
  Closing end() {
    try {
      return stub.getResult(Closing.class);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof ApplicationFailure failure) {
        Closing closing = failure.getDetails().get(Closing.class);
        assertThat(failure.getType()).isEqualTo(closing.ending().name());
        return closing;
      }
      assertThat(e.getCause()).isInstanceOf(CanceledFailure.class);
      return new Closing(Ending.CANCELLED, status().timeline().isEmpty() ? "" : "cancelled", null);
    }
  }

  public Closing ends(Ending ending) {
    Closing closing = end();
    assertThat(closing.ending()).as(closing.why()).isEqualTo(ending);
    return closing;
  }

  /** Waits for the end in real time: what comes after it is to find the clock where it was. */
  Closing endsSoon(Ending ending) {
    WorkflowClient unskipped =
        WorkflowClient.newInstance(
            temporal.getWorkflowServiceStubs(),
            WorkflowClientOptions.newBuilder().setNamespace(temporal.getNamespace()).build());
    return new Running(unskipped.newUntypedWorkflowStub(id()), temporal).ends(ending);
  }

  /** Waits for the end of what ends with nothing, skipping time. */
  void over() {
    try {
      stub.getResult(PATIENCE_MILLIS * 3, TimeUnit.MILLISECONDS, Void.class);
    } catch (TimeoutException e) {
      throw new IllegalStateException("still " + status(), e);
    }
  }

  Throwable failure() {
    return catchThrowable(() -> stub.getResult(Closing.class));
  }
}
