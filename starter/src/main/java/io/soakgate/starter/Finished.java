package io.soakgate.starter;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.RecordActivity.ReportFile;
import io.soakgate.deployment.Status;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Arrays;

/**
 * How a deployment ended, read from Temporal.
 *
 * @param deployment its id
 * @param ending null when it ended without one: terminated, or a failure of Soakgate itself
 * @param why one sentence
 * @param report path of the report, or null
 * @param json path of its figures, or null
 */
record Finished(String deployment, Ending ending, String why, String report, String json) {

  /** Waits for the end. */
  static Finished of(WorkflowStub stub) {
    String id = stub.getExecution().getWorkflowId();
    try {
      return of(id, stub.getResult(Closing.class));
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof CanceledFailure) {
        return cancelled(id, stub);
      }
      if (e.getCause() instanceof ApplicationFailure failure) {
        return of(id, failure);
      }
      return new Finished(id, null, "ended without an ending: " + e.getCause(), null, null);
    }
  }

  /** A cancelled run carries nothing out, so whoever told it knows more while a worker answers. */
  private static Finished cancelled(String id, WorkflowStub stub) {
    try {
      String report = stub.query("status", Status.class).report();
      String json = report == null ? null : report.replaceFirst("\\.html$", ".json");
      return new Finished(id, Ending.CANCELLED, "it was called off", report, json);
    } catch (WorkflowException noWorker) {
      return new Finished(id, Ending.CANCELLED, "it was called off", null, null);
    }
  }

  private static Finished of(String id, ApplicationFailure failure) {
    boolean ours = Arrays.stream(Ending.values()).anyMatch(e -> e.name().equals(failure.getType()));
    return ours && failure.getDetails().getSize() > 0
        ? of(id, failure.getDetails().get(Closing.class))
        : new Finished(id, null, failure.getOriginalMessage(), null, null);
  }

  private static Finished of(String id, Closing closing) {
    ReportFile report = closing.report();
    return new Finished(
        id,
        closing.ending(),
        closing.why(),
        report == null ? null : report.html(),
        report == null ? null : report.json());
  }

  /** The last line of a waiting command: {@code ENDING <ending> <deployment id> <report file>}. */
  String line() {
    return "ENDING "
        + (ending == null ? "NONE" : ending)
        + " "
        + deployment
        + " "
        + (report == null ? "-" : report);
  }

  int exitCode() {
    return ending == null ? ExitCode.ANYTHING_ELSE : ending.exitCode();
  }
}
