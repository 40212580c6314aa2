package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate validate}. */
@Command(
    name = "validate",
    description = {
      "Every problem of a plan at once; no target is touched.",
      "Scripts are parsed, not run, by Soakgate's own PostgreSQL, else by a throw-away one."
    },
    mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
  @Mixin private Plans plans;

  @Mixin private Place place;

  @Option(names = "--no-syntax", description = "do not have the scripts parsed")
  private boolean noSyntax;

  @Parameters(index = "0", paramLabel = "PLAN", description = "the plan's folder name")
  private String plan;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ScratchServer server = new ScratchServer(place, spec.commandLine().getErr());
    ReadPlan read = plans.read(plan, noSyntax ? ReadPlan.Parser.NONE : server);
    out.printf(
        "%s is a plan: %d changes, %d environments, %d scripts, digest %s%n",
        plan,
        read.plan().changes().size(),
        read.plan().environments().size(),
        read.files().size(),
        read.digest());
    out.println(noSyntax ? "its scripts were not parsed: --no-syntax" : server.words());
    read.ignored().forEach(out::println);
    LintText.of(read.findings()).forEach(out::println);
    return ExitCode.OK;
  }
}
