package io.soakgate.starter;

import io.soakgate.deployment.DeploymentWorkflow;
import io.soakgate.deployment.Queues;
import io.soakgate.deployment.RollbackRequest;
import io.soakgate.deployment.RollbackWorkflow;
import io.soakgate.deployment.StartRequest;
import io.soakgate.identity.SigningKey;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Starts a deployment the same way the Temporal UI does. */
final class Starting {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private Starting() {}

  /**
   * Starts a deployment.
   *
   * @param key signs who starts it, where there is one
   * @param id the deployment's id, or null for the plan's name and the time
   * @throws BadInput when a deployment of that id exists: starting again would show the old one and
   *     look like the new one
   */
  static WorkflowStub start(
      WorkflowClient client, StartRequest request, String id, Optional<SigningKey> key) {
    String name = id == null ? request.plan() + "-" + STAMP.format(Instant.now()) : id;
    WorkflowStub stub = client.newUntypedWorkflowStub(DeploymentWorkflow.TYPE, once(name));
    try {
      stub.start(key.map(k -> k.sign(name, Instant.now().toString(), request)).orElse(request));
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw new BadInput(
          "a deployment " + name + " exists already, and nothing was started; take another --id");
    }
    return stub;
  }
}
