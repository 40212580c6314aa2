package io.soakgate.intake;

import io.grpc.Context;
import io.soakgate.deployment.Answer;
import io.soakgate.deployment.Approval;
import io.soakgate.deployment.Command;
import io.soakgate.identity.SigningKey;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a deployment what somebody decided or commanded, signed, so that it counts once. */
final class Voice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Voice.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final SigningKey key;
  private final Duration patience;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "slack-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  Voice(WorkflowClient client, SigningKey key) {
    this(client, key, PATIENCE);
  }

  /**
   * @param patience how long one call may take
   */
  Voice(WorkflowClient client, SigningKey key, Duration patience) {
    this.client = client;
    this.key = key;
    this.patience = patience;
  }

  /**
   * What became of it.
   *
   * @param heard whether the deployment answered
   * @param recorded whether it took it; false as long as it has not answered
   * @param words what to tell whom it was
   */
  record Outcome(boolean heard, boolean recorded, String words) {}

  /**
   * Tells a decision.
   *
   * @param verb {@code approve} or {@code reject}
   * @param id names this doing and no other: a repetition gets the first one's answer
   * @param issued when it was done, ISO 8601
   * @throws Turned when nobody is there any more who could hear it
   */
  Outcome decision(
      String verb, String deployment, String run, String id, String issued, Approval said)
      throws Turned {
    return tell(deployment, run, verb, id, key.sign(verb, deployment, run, issued, said));
  }

  /**
   * Tells a command.
   *
   * @throws Turned when nobody is there any more who could hear it
   */
  Outcome command(String deployment, String run, String id, String issued, Command said)
      throws Turned {
    return tell(deployment, run, "command", id, key.sign(deployment, run, issued, said));
  }

  private Outcome tell(String deployment, String run, String name, String id, Object said)
      throws Turned {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowId(deployment).setRunId(run).build());
    try {
      Answer answer = within(() -> updated(stub, name, id, said));
      return new Outcome(true, answer.recorded(), answer.words());
    } catch (WorkflowNotFoundException over) {
      throw over(deployment);
    } catch (WorkflowUpdateException rejected) {
      return new Outcome(true, false, "refused: " + rejected.getMessage());
    } catch (Exception silent) {
      LOG.info("{} does not answer a click: {}", deployment, silent.getClass().getSimpleName());
      return signal(stub, deployment, name, said);
    }
  }

  private static Answer updated(WorkflowStub stub, String name, String id, Object said) {
    UpdateOptions<Answer> options =
        UpdateOptions.newBuilder(Answer.class)
            .setUpdateName(name)
            .setUpdateId(id)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    return stub.startUpdate(options, said).getResult();
  }

  /**
   * The very same bytes: should the update have come through after all, the second is refused as
   * this very message again, and counts no more.
   */
  private Outcome signal(WorkflowStub stub, String deployment, String name, Object said)
      throws Turned {
    try {
      within(
          () -> {
            stub.signal(name, said);
            return null;
          });
      return new Outcome(
          false,
          false,
          deployment + " has been told and has not answered yet; its card shows what it took");
    } catch (WorkflowNotFoundException over) {
      throw over(deployment);
    } catch (Exception unreachable) {
      LOG.warn(
          "a click for {} reached no Temporal: {}",
          deployment,
          unreachable.getClass().getSimpleName());
      return new Outcome(
          false,
          false,
          "not recorded: Temporal cannot be reached; click again, or use soakgate "
              + (name.equals("command") ? "on the command line" : name + " " + deployment));
    }
  }

  private static Turned over(String deployment) {
    return new Turned(deployment + " has ended, or this is an older run's card");
  }

  /** Every call on the way inherits the deadline, however long the client would try again. */
  <T> T within(Callable<T> call) throws Exception {
    try (Context.CancellableContext context =
        Context.current()
            .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS, deadlines)) {
      return context.call(call);
    }
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
