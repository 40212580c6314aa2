package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.admission.RollbackSql;
import io.soakgate.plan.Attention;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code soakgate preview}. */
@Command(
    name = "preview",
    description = "What a plan will do, in the order it will do it; contacts nothing.",
    mixinStandardHelpOptions = true)
final class Preview implements Callable<Integer> {
  @Mixin private Plans plans;

  @Parameters(index = "0", paramLabel = "PLAN", description = "the plan's folder name")
  private String plan;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ReadPlan read = plans.read(plan);
    PrintWriter out = spec.commandLine().getOut();
    PlanText.of(read.plan()).forEach(out::println);
    out.println();
    out.println(Attention.of(read.plan()).line());
    out.println();
    LintText.of(read.findings()).forEach(out::println);
    out.println();
    new RollbackSql(read).lines().forEach(out::println);
    out.println();
    out.println("scripts");
    read.files()
        .forEach(
            f ->
                out.printf(
                    "  %s  %9d bytes  %s%n",
                    f.script().digest().substring(0, 12), f.script().bytes(), f.script().path()));
    return ExitCode.OK;
  }
}
