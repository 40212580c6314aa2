package io.soakgate.starter;

import io.soakgate.takeover.Runbook.Written;
import io.soakgate.worker.Parts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate runbook}. */
@Command(
    name = "runbook",
    description =
        "Write what is left of a deployment, and its rollback, as plain psql and Markdown; needs no"
            + " Temporal.",
    mixinStandardHelpOptions = true)
final class RunbookVerb implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "the deployment's id")
  private String deployment;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "where to write it, a new or empty folder (default: runbook-DEPLOYMENT)")
  private Path to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path folder = to == null ? Path.of("runbook-" + deployment.replaceAll("[^\\w.-]", "_")) : to;
    Written written =
        Parts.of(configured.read(), System.out)
            .runbook()
            .write(deployment, folder.toAbsolutePath(), Instant.now());
    PrintWriter out = spec.commandLine().getOut();
    written.words().forEach(words -> out.println(Plain.line(words)));
    out.println("begin with " + folder.resolve("README.md"));
    return ExitCode.OK;
  }
}
