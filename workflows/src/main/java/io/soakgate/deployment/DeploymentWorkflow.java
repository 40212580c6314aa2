package io.soakgate.deployment;

import io.temporal.common.converter.RawValue;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One deployment of one plan through its environments.
 *
 * <p>Everything that comes in is taken raw and read strictly (decision 2): what the SDK cannot
 * decode it would retry for ever or drop without a word.
 */
@WorkflowInterface
public interface DeploymentWorkflow extends Conversation {
  /** The workflow type people choose in the Temporal UI. */
  String TYPE = "Deployment";

  /**
   * Walks the plan.
   *
   * @param input {@link StartRequest} as JSON
   * @return how it ended and where the report is; every other ending than a success is a failure
   *     whose type is the ending
   */
  @WorkflowMethod(name = TYPE)
  Closing deploy(RawValue input);

  /**
   * @param ending how it ended
   * @param why one sentence
   * @param report where the report is
   */
  record Closing(Ending ending, String why, RecordActivity.ReportFile report) {}
}
