package io.soakgate.starter;

import io.soakgate.deployment.Command.Act;
import io.soakgate.deployment.RollbackRequest;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soakgate rollback}: tells a deployment that runs, and takes back one that has ended. */
@Command(
    name = "rollback",
    description = {
      "Roll a deployment back with one of its plan's options.",
      "One that runs is told; for one that has ended a rollback of its own is started, as long as"
          + " the option's `until` lets it."
    },
    mixinStandardHelpOptions = true)
final class RollbackVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Person person;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept in the report")
  private String reason;

  @Option(
      names = "--option",
      paramLabel = "NAME",
      description = "the rollback option (default: everything)")
  private String option;

  @Option(
      names = "--choose",
      paramLabel = "NAME=VALUE",
      description = "what the option leaves to you; once for each of its parameters")
  private List<String> choose = List.of();

  @Option(
      names = "--in",
      paramLabel = "ENVIRONMENT",
      description = "of one that has ended: where (default: the last environment that it changed)")
  private String environment;

  @Option(
      names = "--wait",
      description = "of one that has ended: follow it to its end; the exit code is the ending's")
  private boolean wait;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    BadInput.unlessSaid(reason);
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection = Connection.open(place)) {
      WorkflowStub stub = connection.deployment(person.deployment());
      if (Starting.runs(stub)) {
        return new Said(connection, person.key(), out)
            .command(
                person.deployment(),
                new io.soakgate.deployment.Command(
                        Act.ROLLBACK, person.by(), reason, option, Said.SOURCE)
                    .choosing(choose));
      }
      return begin(connection, stub.getExecution().getWorkflowId(), out);
    }
  }

  private int begin(Connection connection, String deployment, PrintWriter out) throws Exception {
    RollbackRequest request =
        new RollbackRequest(
            deployment,
            option,
            person.by(),
            reason,
            environment,
            choose.isEmpty() ? null : choose,
            Said.SOURCE,
            null);
    WorkflowStub stub = Starting.rollBack(connection.client(), request, person.key());
    String id = stub.getExecution().getWorkflowId();
    out.println("started " + id + "; follow it with: " + Called.name() + " status " + id);
    out.flush();
    if (!wait) {
      return ExitCode.OK;
    }
    Optional<Finished> finished = new Live(stub, out, false, Live::typed, List.of()).follow();
    finished.ifPresent(f -> out.println(f.line()));
    return finished.map(Finished::exitCode).orElse(ExitCode.WAITS_FOR_PEOPLE);
  }
}
