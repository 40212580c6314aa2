package io.soakgate.starter;

import io.soakgate.deployment.DeploymentWorkflow.Closing;
import io.soakgate.deployment.Ending;
import io.soakgate.deployment.RecordActivity.ReportFile;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Arrays;

/**
 * How a deployment ended, read from Temporal.
 *
 * @param ending null when it ended without one: terminated, or a failure of Soakgate itself
 * @param why one sentence
 * @param report path of the report, or null
 */
record Finished(Ending ending, String why, String report) {

  /** Waits for the end. */
  static Finished of(WorkflowStub stub) {
    try {
      return of(stub.getResult(Closing.class));
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof CanceledFailure cancelled) {
        return cancelled.getDetails().getSize() > 0
            ? of(cancelled.getDetails().get(Closing.class))
            : new Finished(Ending.CANCELLED, "cancelled", null);
      }
      if (e.getCause() instanceof ApplicationFailure failure) {
        return of(failure);
      }
      return new Finished(null, "ended without an ending: " + e.getCause(), null);
    }
  }

  private static Finished of(ApplicationFailure failure) {
    boolean ours =
        Arrays.stream(Ending.values()).anyMatch(e -> e.name().equals(failure.getType()));
    return ours && failure.getDetails().getSize() > 0
        ? of(failure.getDetails().get(Closing.class))
        : new Finished(null, failure.getOriginalMessage(), null);
  }

  private static Finished of(Closing closing) {
    ReportFile report = closing.report();
    return new Finished(closing.ending(), closing.why(), report == null ? null : report.html());
  }

  /** The last line of a waiting command: {@code ENDING <ending> <deployment id> <report file>}. */
  String line(String deployment) {
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
