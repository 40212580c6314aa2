package io.soakgate.starter;

import io.soakgate.audit.Audit;
import io.soakgate.audit.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate audit export}. */
@Command(
    name = "export",
    description = "Write the audit into a file of JSON lines that verify --file checks offline.",
    mixinStandardHelpOptions = true)
final class AuditExport implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEPLOYMENT",
      description = "the deployment's id (default: all of them)")
  private String deployment;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "the file; one that is there is replaced")
  private Path to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path folder = to.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(to)) {
      throw new BadInput(to + ": no file can be written there; name one in a folder that exists");
    }
    Verified verified = new Audit(configured.read().store()).export(deployment, to);
    return AuditVerb.tell(spec.commandLine().getOut(), verified, deployment);
  }
}
