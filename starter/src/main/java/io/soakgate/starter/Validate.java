package io.soakgate.starter;

import io.soakgate.admission.ReadPlan;
import io.soakgate.plan.Environment;
import io.soakgate.plan.reading.Problem;
import io.soakgate.verdict.OddNights;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

  @Parameters(
      arity = "1..*",
      paramLabel = "PLAN",
      description = "names of plans, or their folders: plans/*")
  private List<String> names;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ScratchServer server = new ScratchServer(place, spec.commandLine().getErr());
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      try {
        validate(Plans.named(name), server);
      } catch (BadInput bad) {
        if (names.size() == 1 || bad.problems().isEmpty()) {
          throw bad;
        }
        bad.problems().stream().map(p -> in(Plans.named(name).name(), p)).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInput(problems);
    }
    return ExitCode.OK;
  }

  private static Problem in(String plan, Problem problem) {
    return new Problem(plan + "/" + problem.at(), problem.what(), problem.why(), problem.todo());
  }

  private void validate(Plans.Named plan, ScratchServer server) {
    PrintWriter out = spec.commandLine().getOut();
    ReadPlan read = plans.read(plan, noSyntax ? ReadPlan.Parser.NONE : server);
    out.printf(
        "%s is a plan: %s, %s, %s, digest %s%n",
        plan.name(),
        count(read.plan().changes(), "change"),
        count(read.plan().environments(), "environment"),
        count(read.files(), "script"),
        read.digest());
    out.println(noSyntax ? "its scripts were not parsed: --no-syntax" : server.words());
    read.ignored().forEach(out::println);
    LintText.of(read.findings()).forEach(out::println);
    for (Environment environment : read.plan().environments()) {
      if (environment.window() != null) {
        OddNights.of(environment.window(), LocalDate.now(environment.window().zone()))
            .forEach(odd -> out.println("note: " + environment.name() + ": " + odd));
      }
    }
  }

  private static String count(List<?> things, String one) {
    return things.size() + " " + one + (things.size() == 1 ? "" : "s");
  }
}
