package io.soakgate.starter;

import io.soakgate.deployment.StartRequest;
import io.temporal.client.WorkflowStub;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate start}. */
@Command(
    name = "start",
    description = "Start a deployment of a plan.",
    mixinStandardHelpOptions = true)
final class Start implements Callable<Integer> {
  @Mixin private Place place;

  @Parameters(index = "0", paramLabel = "PLAN", description = "the plan's folder name")
  private String plan;

  @Option(names = "--by", paramLabel = "NAME", description = "who starts it; unknown when left out")
  private String by;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "one of the plan's modes (default: the one the plan names)")
  private String mode;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "the key that signs who starts it (default: the one that `key new --name NAME` made)")
  private Path key;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "the deployment's id (default: the plan's name and the time)")
  private String id;

  @Option(names = "--wait", description = "follow it to its end; the exit code is the ending's")
  private boolean wait;

  @Option(
      names = "--unattended",
      description = "with --wait: exit with 4 as soon as a person is waited for")
  private boolean unattended;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection = Connection.open(place)) {
      WorkflowStub stub =
          Starting.start(
              connection.client(), new StartRequest(plan, by, mode), id, KeyFolder.key(key, by));
      String deployment = stub.getExecution().getWorkflowId();
      out.println(
          "started " + deployment + "; follow it with: " + Called.name() + " status " + deployment);
      out.flush();
      if (!wait) {
        return ExitCode.OK;
      }
      Optional<Finished> finished =
          new Live(stub, out, unattended, Live::typed, List.of()).follow();
      finished.ifPresent(f -> out.println(f.line()));
      return finished.map(Finished::exitCode).orElse(ExitCode.WAITS_FOR_PEOPLE);
    }
  }
}
