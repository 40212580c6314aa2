package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate validate}. */
@Command(
    name = "validate",
    description = "Every problem of a plan at once; contacts nothing.",
    mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
  @Mixin private Plans plans;

  @Parameters(index = "0", paramLabel = "PLAN", description = "the plan's folder name")
  private String plan;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReadPlan read = plans.read(plan);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s is a plan: %d changes, %d environments, %d scripts, digest %s%n",
        plan,
        read.plan().changes().size(),
        read.plan().environments().size(),
        read.files().size(),
        read.digest());
    return ExitCode.OK;
  }
}
