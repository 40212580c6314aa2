package io.soakgate.starter;

import io.soakgate.backup.Proof;
import io.soakgate.backup.Proof.Kept;
import io.soakgate.worker.Configuration;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate backups}. */
@Command(
    name = "backups",
    description =
        "The dumps kept here, the newest first: proven when, kept until, by which digest.",
    mixinStandardHelpOptions = true)
final class BackupsVerb implements Callable<Integer> {
  @Mixin private Configured configured;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TARGET",
      description = "whose (default: everybody's)")
  private String target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Configuration configuration = configured.read();
    PrintWriter out = spec.commandLine().getOut();
    List<Kept> all =
        Proof.all(configuration.folders().backups().toAbsolutePath().normalize()).stream()
            .filter(k -> target == null || k.proof().target().equals(target))
            .toList();
    all.forEach(kept -> tell(kept, out));
    if (all.isEmpty()) {
      out.println("no dump is kept in " + configuration.folders().backups());
    }
    return ExitCode.OK;
  }

  private static void tell(Kept kept, PrintWriter out) {
    Proof proof = kept.proof();
    out.println(Plain.line(proof.id()));
    out.println(
        Plain.line(
            String.format(
                Locale.ROOT,
                "  %s of %s at %s: %,.1f MB, dumped in %.1f s, restored in %.1f s",
                proof.verified() ? "verified" : "NOT verified,",
                proof.target(),
                proof.at(),
                proof.size() / 1e6,
                proof.tookMillis() / 1e3,
                proof.restoreMillis() / 1e3)));
    String until =
        proof.until() == null ? "kept until somebody deletes it" : "kept until " + proof.until();
    out.println(Plain.line("  %s; SHA-256 %s".formatted(until, proof.digest())));
    out.println(Plain.line("  " + kept.folder()));
  }
}
