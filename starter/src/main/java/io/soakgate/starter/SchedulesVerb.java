package io.soakgate.starter;

import io.soakgate.deployment.AfterwardsWorkflow;
import io.soakgate.deployment.AfterwardsWorkflow.AfterwardsRequest;
import io.soakgate.deployment.Status;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate schedules}. */
@Command(
    name = "schedules",
    description =
        "What follows deployments that have succeeded: when it is due next, what it does.",
    mixinStandardHelpOptions = true)
final class SchedulesVerb implements Callable<Integer> {
  private static final String RUNNING =
      "WorkflowType='" + AfterwardsWorkflow.TYPE + "' AND ExecutionStatus='Running'";

  @Mixin private Place place;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEPLOYMENT",
      description = "the deployment's id (default: all that something still follows)")
  private String deployment;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection = Connection.open(place)) {
      List<String> ids =
          deployment == null
              ? following(connection.client())
              : List.of(AfterwardsWorkflow.id(deployment));
      if (ids.isEmpty()) {
        out.println("nothing follows a deployment now");
      }
      ids.forEach(id -> print(connection.client(), id, out));
      return ExitCode.OK;
    }
  }

  private static List<String> following(WorkflowClient client) {
    return client
        .listExecutions(RUNNING)
        .map(e -> e.getExecution().getWorkflowId())
        .sorted()
        .toList();
  }

  private static void print(WorkflowClient client, String id, PrintWriter out) {
    AfterwardsRequest request = request(client, id);
    Status status =
        client.newUntypedWorkflowStub(id).query("status", Status.class).asOf(Instant.now());
    out.println(
        request.deployment()
            + ", "
            + request.plan().environments().get(0).name()
            + (status.waitingFor() == null ? "" : ", waits for " + status.waitingFor()));
    ScheduleLines.of(request.plan().conduct().afterwards(), request.ended(), status.now())
        .forEach(out::println);
  }

  /** What the run that there is was begun with. */
  private static AfterwardsRequest request(WorkflowClient client, String id) {
    Payloads input =
        client
            .fetchHistory(id)
            .getHistory()
            .getEvents(0)
            .getWorkflowExecutionStartedEventAttributes()
            .getInput();
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(input), AfterwardsRequest.class, AfterwardsRequest.class);
  }
}
