package io.soakgate.starter;

import io.soakgate.audit.ReportFolder;
import io.soakgate.audit.ReportText;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate report}. */
@Command(
    name = "report",
    description = "The report of a deployment that has ended, as text.",
    mixinStandardHelpOptions = true)
final class ReportVerb implements Callable<Integer> {
  @Mixin private Place place;

  @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "the deployment's id")
  private String deployment;

  @Option(names = "--json", description = "the report's figures, for a script")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection = Connection.open(place)) {
      WorkflowStub stub = connection.deployment(deployment);
      if (stub.describe().getCloseTime() == null) {
        throw new BadInput(
            deployment + " still runs and has no report yet; see soakgate status " + deployment);
      }
      Finished finished = Finished.of(stub);
      out.println(json ? Files.readString(figures(finished)) : text(finished));
      if (!json) {
        out.println(finished.line());
      }
    }
    return ExitCode.OK;
  }

  private static String text(Finished finished) throws IOException {
    return finished.json() == null
        ? finished.why()
        : ReportText.of(ReportFolder.read(figures(finished)));
  }

  private static Path figures(Finished finished) {
    Path file = finished.json() == null ? null : Path.of(finished.json());
    if (file == null || !Files.isReadable(file)) {
      throw new BadInput("the report lies where the worker wrote it: " + finished.report());
    }
    return file;
  }
}
