package io.soakgate.starter;

import io.soakgate.audit.Verified;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code soakgate audit}. */
@Command(
    name = "audit",
    description = "Check and take along what was written down about deployments.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    subcommands = {AuditVerify.class, AuditExport.class})
final class AuditVerb {
  /** Prints what came of checking; the exit code is {@link ExitCode#ANYTHING_ELSE} when bad. */
  static int tell(PrintWriter out, Verified verified, String deployment) {
    if (deployment != null && verified.entries() == 0 && verified.good()) {
      throw new BadInput("the audit knows no deployment " + deployment);
    }
    verified.problems().forEach(problem -> out.println(Plain.line(problem)));
    if (verified.good()) {
      out.println("VERIFIED " + verified.entries() + " entries, head " + verified.head());
      return ExitCode.OK;
    }
    int problems = verified.problems().size();
    out.printf(
        "NOT VERIFIED: %d %s in %d entries%n",
        problems, problems == 1 ? "problem" : "problems", verified.entries());
    return ExitCode.ANYTHING_ELSE;
  }
}
