package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.Environment;
import io.soakgate.verdict.OddNights;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
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
        "%s is a plan: %s, %s, %s, digest %s%n",
        plan,
        count(read.plan().changes(), "change"),
        count(read.plan().environments(), "environment"),
        count(read.files(), "script"),
        read.digest());
    for (Environment environment : read.plan().environments()) {
      if (environment.window() != null) {
        OddNights.of(environment.window(), LocalDate.now(environment.window().zone()))
            .forEach(odd -> out.println("note: " + environment.name() + ": " + odd));
      }
    }
    return ExitCode.OK;
  }

  private static String count(List<?> things, String one) {
    return things.size() + " " + one + (things.size() == 1 ? "" : "s");
  }
}
