package io.soakgate.starter;

import io.soakgate.audit.Audit;
import io.soakgate.audit.Verified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate audit verify}. */
@Command(
    name = "verify",
    description = "Name every entry that was changed, moved, cut off or taken away.",
    mixinStandardHelpOptions = true)
final class AuditVerify implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DEPLOYMENT",
      description = "the deployment's id (default: all of them, and the journal of heads)")
  private String deployment;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "check this export instead; needs no database and no Temporal")
  private Path file;

  @Option(
      names = "--head",
      paramLabel = "HASH",
      description = "a hash that must be there: from a report, a gate's message, a status")
  private String head;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (head != null && !head.matches("[0-9a-fA-F]{8,64}")) {
      throw new BadInput("--head " + head + ": a hash is 64 hex digits, or at least its first 8");
    }
    String wanted = head == null ? null : head.toLowerCase(Locale.ROOT);
    Verified verified =
        file == null
            ? new Audit(configured.read().store()).verify(deployment, wanted)
            : Audit.verifyFile(readable(), wanted);
    return AuditVerb.tell(spec.commandLine().getOut(), verified, deployment);
  }

  private Path readable() {
    if (deployment != null || configured.named()) {
      throw new BadInput("--file checks the whole export; leave DEPLOYMENT and --config away");
    }
    if (!Files.isReadable(file)) {
      throw new BadInput(file + ": no such file; write one with soakgate audit export --to FILE");
    }
    return file;
  }
}
